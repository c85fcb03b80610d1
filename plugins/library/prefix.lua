-- What policies share that run a prefix of the network tile by tile and the rest layer by layer.
local partition = plugins.library("partition")

local prefix = {}

-- The options that all of them have.
prefix.options = {
  split = {
    type = "string", default = "auto",
    help = "the last operator of the prefix by name, or early, late, auto",
  },
  tile = {
    type = "integer", default = 4, min = 1, max = 4096, help = "rows and columns of a tile of its output",
  },
}

-- Whether an operator reads more than one position of its input for one of its output.
local function has_window(operator)
  local output, input = operator.output, operator.inputs[1]
  local kernel = operator.kind == "CONV_2D" or operator.kind == "DEPTHWISE_CONV_2D"
    or operator.kind == "AVERAGE_POOL_2D" or operator.kind == "MAX_POOL_2D"
  return kernel and operator.window > 1 and input.rows >= output.rows and output.rows * output.columns > 1
end

-- The operators after which a prefix may end: one tensor crosses, at least three windows lie before, and the
-- output has at least two by two tiles where the tile leaves a choice.
local function ends(graph)
  local found, windows, strided = {}, 0, 0
  local cuts = graph:cuts()
  for position, operator in ipairs(graph.operators) do
    if has_window(operator) then
      windows = windows + 1
      local halves = operator.inputs[1].rows >= 2 * operator.output.rows - 1
      if halves and operator.kind == "DEPTHWISE_CONV_2D" then
        strided = strided + 1
      end
    end
    local cut, output = cuts[position], operator.output
    if cut.narrow and windows >= 3 and output.rows >= 2 and output.columns >= 2 and position < #cuts then
      found[#found + 1] = { operator = operator, strided = strided }
    end
  end
  return found
end

-- The ends of prefixes that an option names, nil and a reason where there is none.
function prefix.splits(graph, option)
  local operators = {}
  for position, candidate in ipairs(ends(graph)) do operators[position] = candidate.operator end
  if #operators == 0 then return nil, "no prefix has three windows and one tensor at its end" end
  if option == "early" then return { operators[1] } end
  if option == "late" then return { operators[#operators] } end
  if option == "auto" then return operators end
  local operator = graph:operator(option)
  if not operator then return nil, "there is no operator named " .. option end
  return { operator }
end

-- The end of the prefix that an option names. `auto` is the first possible end behind the second depthwise
-- convolution with stride 2, as far as the paper's table tells; where there is none, the last end.
local function choose(graph, option)
  local splits, reason = prefix.splits(graph, option)
  if not splits then return nil, reason end
  for _, candidate in ipairs(option == "auto" and ends(graph) or {}) do
    if candidate.strided >= 2 then return candidate.operator end
  end
  return splits[#splits]
end

-- The tensors inside the prefix up to an operator, in order.
function prefix.inside(graph, last)
  local tensors = {}
  for position = 1, last.index - 1 do tensors[position] = graph.operators[position].output end
  return tensors
end

-- A tile of so many rows and columns of the output of the last operator, but at least two by two tiles.
function prefix.tile(last, extent)
  return {
    rows = math.min(extent, math.max(1, (last.output.rows + 1) // 2)),
    columns = math.min(extent, math.max(1, (last.output.columns + 1) // 2)),
  }
end

-- An operator as a stage of its own; one that reads a streamed image makes one row at a time.
function prefix.layer(operator, target)
  local stage = { last = operator.name }
  for _, tensor in ipairs(operator.inputs) do
    if target.input == "streamed" and tensor.is_input then stage.tile = { rows = 1 } end
  end
  return stage
end

-- A schedule of a stage that holds the prefix, and the rest layer by layer.
function prefix.complete(graph, target, stage)
  local stages = { stage }
  for position = graph:operator(stage.last).index + 1, #graph.operators do
    stages[#stages + 1] = prefix.layer(graph.operators[position], target)
  end
  return { graph = graph.hash, stages = stages }
end

-- A schedule whose prefix keeps `keep` of every tensor that tiles share; `work` as in a stage.
function prefix.schedule(graph, target, options, keep, work)
  local last, reason = choose(graph, options.split)
  if not last then return nil, reason end
  local kept = partition.kept(graph, graph.operators[1], last, keep)
  local stage = { last = last.name, tile = prefix.tile(last, options.tile), keep = kept, work = work }
  return prefix.complete(graph, target, stage)
end

return prefix
