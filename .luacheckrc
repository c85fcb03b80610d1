std = "lua54"
max_line_length = 110

-- What StreamNet defines for plug-ins.
read_globals = {
  "board", "memory", "network", "planner", "plugins", "report", "schedule", "simulator", "testing",
}

-- Annotations for editors are no code.
exclude_files = { "plugins/library/*.d.lua" }
