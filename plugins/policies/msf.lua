-- Multi-stage fusion, as msf-CNN does it (Huang et al., NeurIPS 2025): the network is cut into fused blocks,
-- each of which runs one pixel of its output after the other. Columns that neighbouring pixels share are kept
-- (its cache along x), rows are computed again. A block of one operator is a layer.
--
-- Places between blocks are nodes of a graph, blocks are its edges, with the peak and the cost that
-- `planner.stage` says; the blocks are a shortest path: the least cost within the budget, or the least peak.
local budget = plugins.library("budget")
local partition = plugins.library("partition")

return {
  kind = "policy",
  name = "msf",
  version = "1.0.0",
  api = "1",
  description = "Fused blocks pixel by pixel, columns kept, rows computed again; blocks by shortest path.",
  options = {
    objective = budget.option,
    tile = {
      type = "integer", default = 1, min = 1, max = 4096, help = "rows and columns made together of a block",
    },
  },
  schedule = function(graph, target, options)
    local ends, costs = partition.ends(graph), partition.costs(graph)
    local streamed = target.input == "streamed"

    -- A block; a layer is made whole, but a row at a time where it reads a streamed image. The few buffers of
    -- a layer are placed exactly in no time.
    local function edge(first, last)
      local start, stop = partition.first(graph, ends, first), ends[last]
      local stage, placement = { last = stop.name }, "exact"
      if start.index < stop.index then
        stage.tile, stage.keep = options.tile, partition.kept(graph, start, stop, "x")
        placement = "greedy"
      elseif streamed and start.inputs[1] and start.inputs[1].is_input then
        stage.tile = { rows = 1 }
      end
      local guess = partition.guess(graph, start, stop, "x", costs, streamed)
      function guess.look()
        local found = planner.stage(start.name, stage, { placement = placement })
        return found and { peak = found.peak, cost = found.cost, stage = stage }
      end
      return guess
    end

    local best = partition.search(#ends, edge)
    local function search(limit) return partition.schedule(graph, best(limit)) end
    if options.objective == "memory" then return search(nil) end
    return budget.fitting(budget.limit(target), search)
  end,
}
