-- Row streaming: inside a stage, full-width rows are made one at a time when their reader lacks them, and
-- every tensor keeps only the rows its readers still need. No work is done twice.
-- TinyTS (HPCA 2024) runs whole networks so; here stages end where that saves memory.
--
-- The stages are those with the lowest peak: a bottleneck shortest path over the narrow points of the
-- network, whose edges are stages. A stage is placed, by `planner.stage`, only when the path over it looks
-- best; of equal peaks the path with fewer steps is taken. The last operators are computed one after the
-- other, image by image, as far as that needs no more memory than the rest: it takes fewer steps.
local partition = plugins.library("partition")

return {
  kind = "policy",
  name = "row-stream",
  version = "1.0.0",
  api = "1",
  description = "One full-width row at a time, stages between narrow points.",
  schedule = function(graph, target)
    local ends, costs = partition.ends(graph), partition.costs(graph)

    local function stage_of(first, last)
      local start, stop = partition.first(graph, ends, first), ends[last]
      local keep = {}
      for index = start.index, stop.index - 1 do keep[graph.operators[index].output.name] = "y" end
      return { last = stop.name, tile = { rows = 1 }, keep = keep, order = "pull" }
    end

    local function edge(first, last)
      local start, stop = partition.first(graph, ends, first), ends[last]
      local stage = stage_of(first, last)
      local guess = partition.guess(graph, start, stop, "y", costs, target.input == "streamed")
      -- Placed as the plan will be; where that takes long, its bound comes first.
      function guess.look()
        local found = planner.stage(start.name, stage)
        if not found or target.placement == "greedy" or found.peak == found.bound then
          return found and { peak = found.peak, cost = found.cost, stage = stage }
        end
        local bound = { peak = found.bound, cost = found.cost }
        function bound.look()
          local placed = planner.stage(start.name, stage, { placement = target.placement })
          return { peak = placed.peak, cost = placed.cost, stage = stage }
        end
        return bound
      end
      return guess
    end

    local search = partition.search(#ends, edge)
    local best = search()
    if not best then return nil, "no stage can be made of its last operators" end

    -- A tensor between two stages has one place for both, so that all stages together may need more than the
    -- greatest of them. Then partitions without one of these stages are tried.
    local function whole(edges)
      local placement = { placement = target.placement }
      local found = planner.evaluate(partition.schedule(graph, edges), placement)
      return found and found.peak or math.huge
    end
    local first, least = best, whole(best)
    for _, banned in ipairs(first) do
      if least <= partition.peak(first) then break end
      local other = search(nil, { [banned] = true })
      local peak = other and partition.peak(other) < least and whole(other)
      if peak and peak < least then best, least = other, peak end
    end
    for stop = partition.first_within(graph, ends, least), #ends - 1 do
      local edges = partition.cut(ends, best, stop, stage_of)
      partition.append_operators(graph, ends[stop], edges)
      if whole(edges) <= least then return partition.schedule(graph, edges) end
    end
    return partition.schedule(graph, best)
  end,
}
