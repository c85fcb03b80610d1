-- Run by: streamnet plugins test
testing.case("computes", function()
  local values, extent = testing.operator("NAME", {
    rows = 1, columns = 2, channels = 2, values = { -128, -1, 0, 5 },
  })
  testing.equal(values, { 127, 1, 0, -5 })
  testing.equal(extent, { rows = 1, columns = 2 })
end)
