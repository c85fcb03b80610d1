std = "lua54"
max_line_length = 110

-- What StreamNet defines for plug-ins.
read_globals = { "planner", "plugins" }
