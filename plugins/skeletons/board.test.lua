-- Run by: streamnet plugins test
testing.case("has the memories of its data sheet", function()
  local memories = board.get("NAME").memories
  testing.equal({ memories[1].size, memories[2].size }, { 128 * 1024, 1024 * 1024 })
end)

testing.case("holds a network layer by layer", function()
  network.use("mcunet-vww1", { board = "NAME" })
  local placement = memory.place(assert(plugins.policy("layer-wise"):schedule()))
  assert(placement.fits, placement.peak .. " bytes")
end)
