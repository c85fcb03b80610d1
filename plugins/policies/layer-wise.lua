-- Layer by layer: each operator makes its whole output before the next one begins, as TensorFlow Lite Micro
-- runs a model. The least work and the most memory; every saving is measured against it.
--
-- A streamed image is the exception: its first readers make one row at a time, so that only the rows their
-- windows need are kept.

local function reads_input(operator)
  for _, tensor in ipairs(operator.inputs) do
    if tensor.is_input then return true end
  end
  return false
end

return {
  kind = "policy",
  name = "layer-wise",
  version = "1.0.0",
  api = "1",
  description = "One operator after the other, whole tensors.",
  schedule = function(graph, target)
    local stages = {}
    for _, operator in ipairs(graph.operators) do
      local stage = { last = operator.name }
      if target.input == "streamed" and reads_input(operator) then stage.tile = { rows = 1 } end
      stages[#stages + 1] = stage
    end
    return { graph = graph.hash, stages = stages }
  end,
}
