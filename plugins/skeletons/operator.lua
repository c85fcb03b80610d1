-- NAME: an operator that .tflite files call so.
--
-- As it stands it negates every value. Sizes, windows and arithmetic are all that planning and checking need;
-- a kernel with `operator = "NAME"` computes it on a device.
return {
  kind = "operator",
  name = "NAME",
  version = "0.1.0",
  api = "1",
  description = "What it does, in one line.",
  -- Without `shape` the result has the shape of the first operand, without `window` a position reads its own.
  shape = function(node)
    local input = node.inputs[1]
    return { rows = input.rows, columns = input.columns, channels = input.channels }
  end,
  window = { rows = { taps = 1, stride = 1, offset = 0 }, columns = { taps = 1, stride = 1, offset = 0 } },
  -- Values lie row by row, pixel by pixel, channel by channel.
  reference = function(inputs)
    local results = {}
    for i, value in ipairs(inputs[1]) do results[i] = math.min(-value, 127) end
    return results
  end,
}
