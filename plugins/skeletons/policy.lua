-- NAME: what it does, and from which paper or idea it comes.
--
-- As it stands it runs the network up to the last place where one tensor of several rows crosses, some rows
-- of that tensor at a time, and the rest layer by layer.
return {
  kind = "policy",
  name = "NAME",
  version = "0.1.0",
  api = "1",
  description = "What it does, in one line.",
  options = {
    rows = { type = "integer", default = 1, min = 1, max = 64, help = "rows that are made together" },
  },
  -- The second argument is the target: board, budget, and how the input arrives.
  schedule = function(graph, _, options)
    local last
    for _, cut in ipairs(graph:cuts()) do
      if cut.narrow and cut.after.output.rows > 1 then last = cut.after end
    end
    if not last then return nil, "no single tensor of several rows crosses a cut" end
    return schedule.build {
      { last = last.name, tile = { rows = options.rows }, keep = "y", order = "pull" },
    }
  end,
}
