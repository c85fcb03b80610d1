-- StreamNet's automatic selection (Zheng et al., NeurIPS 2023): where the prefix ends that runs tile by tile,
-- how large its tiles are, and for every tensor inside whether what the tiles to the right share with it is
-- kept (1D), what the tiles below share too (2D), or neither, whatever costs least and fits the budget.
-- Where a tensor keeps no rows, all that is made before it is made again for the tiles below. The paper
-- does not publish its algorithm; this is a greedy search over what `planner.stage` says:
--
-- 1. For every end and every tile all tensors keep x (StreamNet-1D), and all keep x and y (StreamNet-2D).
-- 2. From the best of them, single tensors are changed, as long as that helps: while the plan is too large,
--    the one that saves most bytes for its cost; once it fits, the one that saves most cost for its bytes.
local budget = plugins.library("budget")
local partition = plugins.library("partition")
local prefix = plugins.library("prefix")

-- From the largest, which takes the fewest steps, to the smallest, which needs the least memory.
local tiles = { 16, 8, 4, 2, 1 }
-- How many of the best starting points are improved, and how many steps the stages may have together that are
-- looked at for each: what planning takes time for.
local improved = 3
local effort = 250000

-- Whether one choice is to be preferred to another: one that fits, then less cost; else fewer bytes.
local function is_better(choice, other, limit)
  if not other then return true end
  if choice.peak <= limit and other.peak <= limit then
    return choice.cost < other.cost or (choice.cost == other.cost and choice.peak < other.peak)
  end
  return choice.peak < other.peak or (choice.peak == other.peak and choice.cost < other.cost)
end

-- What a change is worth: bytes saved for their cost, or cost saved for its bytes; not positive where it
-- makes things worse.
local function gain(before, after, limit)
  if not is_better(after, before, limit) then return 0 end
  local saved, paid = before.cost - after.cost, after.peak - before.peak
  if before.peak > limit then saved, paid = -paid, -saved end
  return paid > 0 and saved / paid or math.huge
end

return {
  kind = "policy",
  name = "streamnet",
  version = "1.0.0",
  api = "1",
  description = "A prefix tile by tile; its end, its tiles and what each tensor keeps chosen automatically.",
  options = {
    objective = budget.option,
    split = {
      type = "string", default = "auto",
      help = "the last operator of the prefix by name, or early, late; auto tries all",
    },
    tile = {
      type = "integer", default = 0, min = 0, max = 4096,
      help = "rows and columns of a tile of its output; 0 tries several",
    },
  },
  schedule = function(graph, target, options)
    local splits, reason = prefix.splits(graph, options.split)
    if not splits then return nil, reason end
    -- An end right before an end with a smaller tensor is no good one.
    for index = #splits - 1, 1, -1 do
      local last, following = splits[index], splits[index + 1]
      if following.index == last.index + 1 and following.output.bytes < last.output.bytes then
        table.remove(splits, index)
      end
    end
    local first = graph.operators[1]

    -- What the layers behind each operator need together; so few buffers are placed exactly in no time.
    local behind = { [#graph.operators] = { peak = 0, cost = 0 } }
    for position = #graph.operators, 2, -1 do
      local operator, rest = graph.operators[position], behind[position]
      local layer = planner.stage(operator.name, prefix.layer(operator, target), { placement = "exact" })
      behind[position - 1] = { peak = math.max(layer.peak, rest.peak), cost = layer.cost + rest.cost }
    end

    -- The choice of this end, tile and table of kept tensors; nil where such a stage cannot be.
    local function choose(last, tile, keep)
      local stage = { last = last.name, tile = tile, keep = keep }
      local own, rest = planner.stage(first.name, stage), behind[last.index]
      return own and {
        last = last, stage = stage, steps = own.steps,
        peak = math.max(own.peak, rest.peak), cost = own.cost + rest.cost,
      }
    end

    -- The tensors inside whose rows may be worth keeping: those that tiles share, and those of which a larger
    -- tensor is made that could keep them instead.
    local function worthwhile(last)
      local found = {}
      for index = 1, last.index - 1 do
        local tensor = graph.operators[index].output
        local reader = tensor.consumers[1]
        local is_less = reader and reader.output.bytes > tensor.bytes
        if is_less or partition.is_shared(tensor) then found[#found + 1] = tensor end
      end
      return found
    end

    -- The choice with one tensor's rows kept that were not, or the other way round.
    local function changed(choice, tensor)
      local keep = {}
      for name, word in pairs(choice.stage.keep) do keep[name] = word end
      local narrow = partition.is_shared(tensor) and "x" or "none"
      keep[tensor.name] = keep[tensor.name] == "xy" and narrow or "xy"
      return choose(choice.last, choice.stage.tile, keep)
    end

    -- Makes all changes that help, the most valuable first, until none does or the effort is spent.
    local function improve(choice, limit)
      local left = effort
      repeat
        local before, changes = choice, {}
        for _, tensor in ipairs(worthwhile(choice.last)) do
          local other = left > 0 and changed(choice, tensor)
          left = left - choice.steps
          local worth = other and gain(choice, other, limit) or 0
          if worth > 0 then changes[#changes + 1] = { tensor = tensor, worth = worth } end
        end
        table.sort(changes, function(a, b) return a.worth > b.worth end)
        for _, change in ipairs(changes) do
          local other = changed(choice, change.tensor)
          if other and is_better(other, choice, limit) then choice = other end
        end
      until choice == before
      return choice
    end

    -- What no choice for an end can be better than, at some cost.
    local function floor(last, cost)
      return { peak = math.max(behind[last.index].peak, last.output.bytes), cost = cost }
    end

    -- The best choice for one end in which all tensors keep alike; nil where none is better than `known`.
    local function start(last, known, limit)
      if not is_better(floor(last, 0), known, limit) then return nil end
      local best
      local function try(extent, word)
        local choice = choose(last, prefix.tile(last, extent), partition.kept(graph, first, last, word))
        if choice and is_better(choice, best, limit) then best = choice end
        return choice and choice.peak <= limit
      end
      if options.tile > 0 then
        try(options.tile, "xy")
        try(options.tile, "x")
        return best
      end
      -- In 2D the largest tiles that fit are best. What does not fit in the smallest tiles fits in none.
      local smallest = tiles[#tiles]
      if try(tiles[1], "xy") then return best end
      local fits_in_two, fits_in_one = try(smallest, "xy"), try(smallest, "x")
      if not (fits_in_two or fits_in_one) then return best end
      for _, extent in ipairs(tiles) do
        if try(extent, "xy") then break end
        try(extent, "x")
      end
      return best
    end

    local function search(limit)
      local starts, best = {}, nil
      for index = #splits, 1, -1 do
        local choice = start(splits[index], best, limit)
        starts[#starts + 1] = choice
        if choice and is_better(choice, best, limit) then best = choice end
      end
      if not best then return nil, "no prefix can be run tile by tile" end
      table.sort(starts, function(a, b) return is_better(a, b, limit) end)
      local tried = 0
      for index, choice in ipairs(starts) do
        if tried < improved and (index == 1 or is_better(floor(choice.last, choice.cost), best, limit)) then
          tried = tried + 1
          choice = improve(choice, limit)
          if is_better(choice, best, limit) then best = choice end
        end
      end
      return prefix.complete(graph, target, best.stage)
    end

    -- No stage fits into nothing, so that memory is all that counts.
    if options.objective == "memory" then return search(0) end
    return budget.fitting(budget.limit(target), search)
  end,
}
