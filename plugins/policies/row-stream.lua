-- Row streaming: inside a stage, full-width rows are made one at a time when their reader lacks them, and
-- every tensor keeps only the rows its readers still need. No work is done twice.
-- TinyTS (HPCA 2024) runs whole networks so; here stages end where that saves memory.
--
-- The stages are those with the lowest peak: a bottleneck shortest path over the narrow points of the
-- network, whose edges are stages and cost what planner.stage says. Of equal peaks the one
-- with fewer stages is taken.

-- Whether a path with this peak and number of stages is better than the best known.
local function is_better(peak, count, known)
  return not known or peak < known.peak or (peak == known.peak and count < #known.stages)
end

return {
  kind = "policy",
  name = "row-stream",
  version = "1.0.0",
  api = "1",
  description = "One full-width row at a time, stages between narrow points.",
  options = {
    rows = {
      type = "integer", default = 1, min = 1, max = 64, help = "rows of the last output made together",
    },
  },
  schedule = function(graph, _, options)
    -- Positions at which a stage may begin, from 0: behind every cut that a single tensor crosses.
    local ends = {}
    for _, cut in ipairs(graph:cuts()) do
      if cut.narrow or cut.after.index == #graph.operators then ends[#ends + 1] = cut.after end
    end
    local best = { [0] = { peak = 0, stages = {} } }
    for last = 1, #ends do
      for first = 0, last - 1 do
        local before = best[first]
        local start = graph.operators[first == 0 and 1 or ends[first].index + 1]
        local stage = { last = ends[last].name, tile = { rows = options.rows }, keep = "y", order = "pull" }
        local cost = before and planner.stage(start.name, stage)
        if cost then
          local peak = math.max(before.peak, cost.peak)
          if is_better(peak, #before.stages + 1, best[last]) then
            local stages = table.move(before.stages, 1, #before.stages, 1, {})
            stages[#stages + 1] = { first = start.index, last = ends[last], stage = stage }
            best[last] = { peak = peak, stages = stages }
          end
        end
      end
    end
    if not best[#ends] then return nil, "no stage can be made of its last operators" end
    local stages = {}
    for _, entry in ipairs(best[#ends].stages) do
      local keep = {}
      for position = entry.first, entry.last.index - 1 do
        keep[graph.operators[position].output.name] = "y"
      end
      entry.stage.keep = keep
      stages[#stages + 1] = entry.stage
    end
    return { graph = graph.hash, stages = stages }
  end,
}
