-- What policies share that choose by the memory there is.
local budget = {}

-- The option that says what is to be as small as can be.
budget.option = {
  type = "string", default = "cost", choices = { "cost", "memory" },
  help = "what is to be least: cost within the budget, or memory",
}

-- The bytes of working memory that may be used: those of the board's first RAM.
function budget.limit(target)
  for _, memory in ipairs(target.board.memories) do
    if memory.kind == "ram" then return target.budget[memory.name] end
  end
end

-- The schedule that `search(limit)` gives for stages of up to so many bytes. A schedule may need more than
-- the greatest of its stages, as all buffers have one place; then the search is repeated with less, at last
-- with nothing, for the least there is.
function budget.fitting(limit, search)
  local best, least
  local allowed = limit
  for attempt = 1, 4 do
    local schedule, reason = search(attempt < 4 and allowed or 0)
    if not schedule then return nil, reason end
    local peak = planner.evaluate(schedule).peak
    if not least or peak < least then best, least = schedule, peak end
    if peak <= limit then break end
    allowed = math.max(0, allowed - (peak - limit))
  end
  return best
end

return budget
