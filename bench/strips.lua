-- Which stages need less memory in strips of columns than in tiles that keep everything, and so whether a
-- search should look at strips.
local function blocks(operators)
  local found = {}
  for index, operator in ipairs(operators) do
    local name = operator.name:match("^(block%d+)%.")
    if name then
      local block = found[#found]
      if not block or block.name ~= name then
        block = { name = name, first = index }
        found[#found + 1] = block
      end
      block.last = index
    end
  end
  found[1].first = 1
  return found
end

-- A stage of some blocks, each in tiles of one pixel, everything kept.
local function tiles(operators, run)
  local keep, inner = {}, {}
  for index = run[1].first, run[#run].last - 1 do keep[operators[index].name] = "xy" end
  for index, block in ipairs(run) do
    local first, last = operators[block.first].name, operators[block.last].name
    inner[index] = { first = first, last = last, tile = { rows = 1, columns = 1 } }
  end
  local last = operators[run[#run].last].name
  return { last = last, order = "pull", tile = { rows = 1 }, keep = keep, inner = inner }
end

local tried, lower, most = 0, 0, 0
for _, name in ipairs({ "mcunet-in3", "mbv2-w0.35", "mcunet-vww1", "mcunet-vww0" }) do
  local operators = network.use(name, { input = "streamed" }).operators
  local all = blocks(operators)
  for first = 1, #all do
    for last = first, math.min(#all, first + 5) do
      local run = table.move(all, first, last, 1, {})
      local start, stop = operators[run[1].first].name, operators[run[#run].last]
      local can, kept = pcall(planner.stage, start, tiles(operators, run))
      for count = 2, can and 4 or 1 do
        local tile = { rows = 1, columns = math.ceil(stop.output.columns / count) }
        for _, order in ipairs({ "pull", "operator" }) do
          local stage = { last = stop.name, order = order, tile = tile, keep = "y", scan = "columns" }
          local fits, strips = pcall(planner.stage, start, stage)
          if fits then
            tried = tried + 1
            if strips.peak < kept.peak then
              lower = lower + 1
              most = math.max(most, 1 - strips.peak / kept.peak)
              print(name, start, stop.name, count, order, kept.peak, kept.macs, strips.peak, strips.macs)
            end
          end
        end
      end
    end
  end
end
print(("%d stages tried, %d lower in strips, by at most %.1f %%"):format(tried, lower, 100 * most))
