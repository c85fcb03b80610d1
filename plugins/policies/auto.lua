local function blocks(graph)
  local found = {}
  local ops = graph.operators
  local i = 1
  while i <= #ops do
    local o, n = ops[i], ops[i+1]
    local last
    if n and o.kind == "CONV_2D" and n.kind == "DEPTHWISE_CONV_2D" and #o.output.consumers == 1 then last = i + 2
    elseif o.kind == "DEPTHWISE_CONV_2D" then last = i + 1
    elseif n and n.kind == "PIXEL_SUM" then last = i + 1 end
    if last then
      if ops[last+1] and ops[last+1].kind == "ADD" then last = last + 1
      elseif ops[last+1] and ops[last+1].kind == "PIXEL_SUM" then last = last + 1
      elseif ops[last+1] and ops[last+2] and ops[last+1].kind == "CONV_2D" and ops[last+2].kind == "PIXEL_SUM" then last = last + 0 end
      found[#found+1] = { first = i, last = last }
      i = last + 1
    else i = i + 1 end
  end
  return found
end
return {
  kind = "policy", name = "auto", version = "1.0.0", api = "1", description = "Prototype: inner stages where they save memory, by bounds and exact places.",
  options = { g = { type = "integer", default = 1, min = 1, max = 64, help = "x" } },
  schedule = function(graph, target, options)
    local ops = graph.operators
    local bl = blocks(graph)
    local ends = {}
    for _, cut in ipairs(graph:cuts()) do
      local inside = false
      for _, b in ipairs(bl) do if cut.after.index >= b.first and cut.after.index < b.last then inside = true end end
      if (cut.narrow or cut.after.index == #ops) and not inside then ends[#ends + 1] = cut.after end
    end
    local function make(first, last, scan, g)
      local keep = {}
      for i = first, last - 1 do keep[ops[i].output.name] = "xy" end
      local inner = {}
      if g > 0 then
      for _, b in ipairs(bl) do
        if b.first >= first and b.last <= last then
          inner[#inner+1] = { first = ops[b.first].name, last = ops[b.last].name, tile = { rows = 1, columns = g } }
        end
      end end
      return { last = ops[last].name, tile = { rows = 1 }, keep = keep, order = "pull", inner = inner, scan = scan }
    end
    local n = #ends
    local edges = {}
    local count = 0
    for first = 0, n - 1 do
      for last = first + 1, n do
        local start = first == 0 and 1 or ends[first].index + 1
        local list = {}
        for _, g in ipairs{0, options.g} do
          for _, scan in ipairs{"down", "up"} do
            if scan == "down" or start > 1 or target.input == "resident" then
              local s = make(start, ends[last].index, scan, g)
              local c = planner.stage(ops[start].name, s)
              count = count + 1
              if c then list[#list+1] = { first = first, last = last, start = start, stage = s, lower = c.bound, upper = c.peak } end
            end
          end
        end
        edges[#edges+1] = list
      end
    end
    local rounds = 0
    while true do
      rounds = rounds + 1
      local best = { [0] = { peak = 0, sum = 0 } }
      for last = 1, n do
        for _, list in ipairs(edges) do for _, e in ipairs(list) do
          if e.last == last and best[e.first] then
            local peak = math.max(best[e.first].peak, e.lower)
            local sum = best[e.first].sum + 1
            if not best[last] or peak < best[last].peak or (peak == best[last].peak and sum < best[last].sum) then
              best[last] = { peak = peak, sum = sum, edge = e, before = e.first }
            end
          end
        end end
      end
      local path, at = {}, n
      while at > 0 do table.insert(path, 1, best[at].edge) at = best[at].before end
      local worst
      for _, e in ipairs(path) do if e.upper > best[n].peak and (not worst or e.lower > worst.lower) then worst = e end end
      if not worst or rounds > 60 then
        local stages = {}
        for _, e in ipairs(path) do stages[#stages+1] = e.stage end
        return { graph = graph.hash, stages = stages }
      end
      local c = planner.stage(ops[worst.start].name, worst.stage, { placement = "exact" })
      worst.upper = c.peak
      worst.lower = c.peak
    end
  end,
}
