-- What policies share that cut a network into stages of several operators: where stages may end, a guess of
-- what each would need, and the best way through them when asking `planner.stage` about all takes too long.
local partition = {}

-- The most operators between two narrow places that are always one stage: those of a block.
local block = 8

-- The operators after which a stage may end: those behind which one tensor crosses, and the last. Where many
-- lie between two of them, or they cannot be one stage as several results are for later, any of them.
function partition.ends(graph)
  local found, between = {}, {}
  for position, cut in ipairs(graph:cuts()) do
    between[#between + 1] = cut.after
    if cut.narrow or position == #graph.operators then
      local first = cut.narrow and #between <= block and #between or 1
      table.move(between, first, #between, #found + 1, found)
      between = {}
    end
  end
  return found
end

-- Whether neighbouring tiles share parts of a tensor although its readers compute nothing twice: a window
-- reads it, or several operators do, which are not at the same place at the same time.
function partition.is_shared(tensor)
  if #tensor.consumers > 1 then return true end
  for _, consumer in ipairs(tensor.consumers) do
    if consumer.window > 1 then return true end
  end
  return false
end

-- What is kept of the tensors inside a stage from one operator to another: `word` where tiles share anything.
function partition.kept(graph, first, last, word)
  local kept = {}
  for index = first.index, last.index - 1 do
    local tensor = graph.operators[index].output
    if partition.is_shared(tensor) then kept[tensor.name] = word end
  end
  return kept
end

-- How many rows `count` strips of `height` rows, `step` apart and around the middle, have inside `rows`.
local function covered(count, height, step, rows)
  local sum = 0
  for strip = 0, count - 1 do
    local start = strip * step - (height - step) // 2
    sum = sum + math.max(0, math.min(rows, start + height) - math.max(0, start))
  end
  return sum
end

-- The operator behind an end, the first of all behind end 0.
function partition.first(graph, ends, index)
  return graph.operators[index == 0 and 1 or ends[index].index + 1]
end

-- What each operator costs alone.
function partition.costs(graph)
  local costs = {}
  for index, operator in ipairs(graph.operators) do
    costs[index] = planner.stage(operator.name, { last = operator.name }).cost
  end
  return costs
end

-- A schedule of the stages of these edges.
function partition.schedule(graph, edges)
  if not edges then return nil, "no stage can be made of its last operators" end
  local stages = {}
  for index, edge in ipairs(edges) do stages[index] = edge.stage end
  return { graph = graph.hash, stages = stages }
end

-- A guess of peak and cost of a stage, seldom above what they are. `costs` has the cost of each operator
-- alone. With keep "y" rows are made once and kept full width; with "x" each row of the last output makes all
-- rows it needs, and columns are kept.
function partition.guess(graph, first, last, keep, costs, streamed)
  local output = last.output
  local heights = { [output.name] = 1 }
  local halos, cost = 0, 0
  for index = last.index, first.index, -1 do
    local operator = graph.operators[index]
    local result = operator.output
    local height = heights[result.name] or 1
    local step = math.max(1, result.rows // output.rows)
    local made = keep == "y" and result.rows or covered(output.rows, height, step, result.rows)
    cost = cost + costs[index] * math.max(1, made / result.rows)
    for _, tensor in ipairs(operator.inputs) do
      local stride = math.max(1, (tensor.rows + result.rows // 2) // result.rows)
      local needed = math.min(tensor.rows, (height - 1) * stride + operator.window)
      heights[tensor.name] = math.max(heights[tensor.name] or 0, needed)
      local maker = tensor.producer
      if maker and maker.index >= first.index and operator.window > stride then
        local kept = math.min(operator.window - stride, tensor.rows)
        local across = keep == "y" and tensor.columns or heights[tensor.name]
        halos = halos + kept * across * tensor.channels
      end
    end
  end
  local input = first.inputs[1] and not (streamed and first.inputs[1].is_input) and first.inputs[1].bytes or 0
  local peak = math.max(input, output.bytes, halos + math.min(input, output.bytes))
  return { peak = peak, cost = cost }
end

-- The path from 0 to `count` whose edges all have peaks up to `limit` and whose sum of costs, or greatest
-- peak, is least: a list of { first, last }, nil where there is none. Costs are rounded edge by edge; of
-- those that would be equal without that, the one of more edges is taken, whose stages need less.
local function shortest(count, edge, limit, by_peak)
  local best, from = { [0] = 0 }, {}
  for last = 1, count do
    for first = 0, last - 1 do
      local one = best[first] and edge(first, last)
      if one and one.peak <= limit then
        local value = by_peak and math.max(best[first], one.peak) or best[first] + one.cost - 1
        if not best[last] or value < best[last] then best[last], from[last] = value, first end
      end
    end
  end
  if not best[count] then return nil end
  local path, last = {}, count
  while last > 0 do
    table.insert(path, 1, { first = from[last], last = last })
    last = from[last]
  end
  return path, best[count]
end

-- A search for the best partition into stages between `count` ends: a function of a limit and of a table of
-- edges that are not to be taken, both optional; it gives the edges of the best one, nil where there is none.
--
-- `edge(first, last)` gives the stage behind end `first` up to end `last`, as { peak, cost }. With a function
-- `look` in it the two are a guess, not above the truth, and `look()` gives a better edge, or nil where such
-- a stage cannot be. Only edges on a path that looks best are looked at, until the best path holds no guess.
-- Best with a limit is the least cost of those whose peak is not above it; without one, or where none is,
-- the least peak, and of equal ones the least cost.
function partition.search(count, edge)
  local edges = {}
  local function get(first, last)
    local key = first * (count + 1) + last
    if edges[key] == nil then edges[key] = edge(first, last) or false end
    return edges[key]
  end
  local function settle(most, by_peak, banned)
    local function allowed(first, last)
      local known = get(first, last)
      return not (banned and banned[known]) and known
    end
    while true do
      local path, value = shortest(count, allowed, most, by_peak)
      local stages, is_settled = {}, true
      for index, step in ipairs(path or {}) do
        local known = get(step.first, step.last)
        stages[index] = known
        if known.look then
          edges[step.first * (count + 1) + step.last] = known.look() or false
          is_settled = false
        end
      end
      if is_settled then return path and stages, value end
    end
  end
  return function(limit, banned)
    local stages = limit and settle(limit, false, banned)
    if stages then return stages end
    local _, peak = settle(math.huge, true, banned)
    return peak and settle(peak, false, banned)
  end
end

-- The greatest peak of some edges.
function partition.peak(edges)
  local peak = 0
  for _, edge in ipairs(edges) do peak = math.max(peak, edge.peak) end
  return peak
end

-- The first end behind which each operator, alone, stays within a peak; 0 where all do.
function partition.first_within(graph, ends, peak)
  for index = #ends, 1, -1 do
    for position = partition.first(graph, ends, index - 1).index, ends[index].index do
      local name = graph.operators[position].name
      if planner.stage(name, { last = name }).peak > peak then return index end
    end
  end
  return 0
end

-- The edges up to an end; one that goes beyond it becomes the stage that `stage_of(first, last)` gives for
-- what is left of it.
function partition.cut(ends, edges, stop, stage_of)
  local kept, first, last = {}, 0, 0
  for _, edge in ipairs(edges) do
    while ends[last] == nil or ends[last].name ~= edge.stage.last do last = last + 1 end
    if last <= stop then
      kept[#kept + 1] = edge
    elseif first < stop then
      kept[#kept + 1] = { stage = stage_of(first, stop) }
    end
    first = last
  end
  return kept
end

-- Appends a stage for each operator behind one.
function partition.append_operators(graph, operator, edges)
  for index = operator and operator.index + 1 or 1, #graph.operators do
    edges[#edges + 1] = { stage = { last = graph.operators[index].name } }
  end
end

return partition
