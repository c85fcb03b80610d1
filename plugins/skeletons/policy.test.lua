-- Run by: streamnet plugins test
local policy = plugins.policy("NAME")

for _, input in ipairs { "resident", "streamed" } do
  network.use("mcunet-vww1", { input = input })

  testing.case(input .. ": gives the bytes of the reference", function()
    testing.schedules(policy:schedule())
  end)

  testing.case(input .. ": needs less memory than layer by layer", function()
    local mine = planner.evaluate(assert(policy:schedule()))
    local base = planner.evaluate(assert(plugins.policy("layer-wise"):schedule()))
    assert(mine.peak < base.peak, mine.peak .. " bytes, layer by layer " .. base.peak)
  end)
end
