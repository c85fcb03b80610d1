-- The optimal planner: where stages end, what runs tile by tile inside them, which way they are scanned and
-- what they compute again, all chosen by `planner.optimal`: the least memory at no extra work, or at so much,
-- or the least cost within the budget. ARCHITECTURE.md tells how it searches.
local budget = plugins.library("budget")

return {
  kind = "policy",
  name = "auto",
  version = "1.0.0",
  api = "1",
  description = "Stages, inner tiles and scans by search: the least memory, or the least cost in the budget.",
  placement = "exact",
  options = {
    objective = {
      type = "string", default = "memory", choices = { "memory", "cost" },
      help = "what is to be least: memory, or cost within the budget",
    },
    max_work = {
      type = "number", default = 1.0, min = 1, max = 100,
      help = "how many times the MACs of running layer by layer may be spent to save memory",
    },
  },
  schedule = function(_, target, options)
    local goal = { max_work = options.max_work }
    if options.objective == "cost" then goal.budget = budget.limit(target) end
    local found, reason = planner.optimal(goal)
    -- Where nothing fits the lowest is still a plan, so that it is said what is missing.
    if not found and goal.budget then
      goal.budget = nil
      found, reason = planner.optimal(goal)
    end
    if not found then return nil, reason end
    return found.schedule
  end,
}
