-- What some files call EdgeMax: the greatest of the 2 x 3 values below and around, every second column.
-- Values outside the image do not count.
return {
  kind = "operator",
  name = "EdgeMax",
  version = "1.0.0",
  api = "1",
  description = "The greatest of 2 x 3 values, every second column.",
  shape = function(node)
    local input = node.inputs[1]
    return { rows = input.rows, columns = (input.columns + 1) // 2, channels = input.channels }
  end,
  window = { rows = { taps = 2 }, columns = { taps = 3, stride = 2, offset = -1 } },
  reference = function(inputs, node)
    local values, input, output = inputs[1], node.inputs[1], node.output
    local results = {}
    for y = 0, output.rows - 1 do
      for x = 0, output.columns - 1 do
        for c = 1, output.channels do
          local greatest = -128
          for row = y, math.min(y + 1, input.rows - 1) do
            for column = math.max(2 * x - 1, 0), math.min(2 * x + 1, input.columns - 1) do
              greatest = math.max(greatest, values[(row * input.columns + column) * input.channels + c])
            end
          end
          results[#results + 1] = greatest
        end
      end
    end
    return results
  end,
}
