-- Run by: streamnet plugins test
testing.case("computes", function()
  local values, extent = testing.operator("EdgeMax", {
    rows = 2, columns = 3, channels = 1, values = { 1, -2, 3, -4, 9, -6 },
  })
  testing.equal(values, { 9, 9, 9, 9 })
  testing.equal(extent, { rows = 2, columns = 2 })
end)
