-- What policies share that run a prefix of the network tile by tile and the rest layer by layer.
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

-- The end of the prefix that an option names. `auto` is the first possible end behind the second depthwise
-- convolution with stride 2, as far as the paper's table tells; where there is none, the last end.
local function choose(graph, options)
  local candidates = ends(graph)
  if #candidates == 0 then return nil, "no prefix has three windows and one tensor at its end" end
  if options.split == "early" then return candidates[1].operator end
  if options.split == "late" then return candidates[#candidates].operator end
  if options.split == "auto" then
    for _, candidate in ipairs(candidates) do
      if candidate.strided >= 2 then return candidate.operator end
    end
    return candidates[#candidates].operator
  end
  local operator = graph:operator(options.split)
  if not operator then return nil, "there is no operator named " .. options.split end
  return operator
end

-- A schedule whose prefix keeps `keep` of every tensor inside; `work` as in a stage.
function prefix.schedule(graph, target, options, keep, work)
  local last, reason = choose(graph, options)
  if not last then return nil, reason end
  local inside = {}
  for position = 1, last.index - 1 do inside[graph.operators[position].output.name] = keep end
  -- At least two by two tiles, so that a small output is not one tile.
  local rows = math.min(options.tile, math.max(1, (last.output.rows + 1) // 2))
  local columns = math.min(options.tile, math.max(1, (last.output.columns + 1) // 2))
  local stages = {
    { last = last.name, tile = { rows = rows, columns = columns }, keep = inside, work = work },
  }
  for position = last.index + 1, #graph.operators do
    local operator = graph.operators[position]
    local stage = { last = operator.name }
    for _, tensor in ipairs(operator.inputs) do
      if target.input == "streamed" and tensor.is_input then stage.tile = { rows = 1 } end
    end
    stages[#stages + 1] = stage
  end
  return { graph = graph.hash, stages = stages }
end

return prefix
