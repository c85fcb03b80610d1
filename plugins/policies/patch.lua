-- Patch-based inference, as MCUNetV2 does it (Lin et al., NeurIPS 2021): the first operators run patch by
-- patch over the output of the last of them, the rest layer by layer. Nothing is kept between patches, so
-- what neighbours share is computed again: little memory, much work.
--
-- With work "uniform" every patch computes as much as one in the middle, as in MCUNetV2; "clipped" leaves out
-- what lies outside the tensors.
local prefix = plugins.library("prefix")

return {
  kind = "policy",
  name = "patch",
  version = "1.0.0",
  api = "1",
  description = "A prefix patch by patch, overlaps computed again.",
  options = {
    split = prefix.options.split,
    tile = prefix.options.tile,
    n_patch = {
      type = "integer", default = 0, min = 0, max = 4096,
      help = "patches along rows and along columns; 0 takes the size of a patch from tile",
    },
    work = {
      type = "string", default = "clipped", choices = { "clipped", "uniform" }, help = "at the edges",
    },
  },
  schedule = function(graph, target, options)
    local schedule, reason = prefix.schedule(graph, target, options, "none", options.work)
    if schedule and options.n_patch > 0 then
      local stage = schedule.stages[1]
      local output = graph:operator(stage.last).output
      stage.tile = {
        rows = math.max(1, (output.rows + options.n_patch - 1) // options.n_patch),
        columns = math.max(1, (output.columns + options.n_patch - 1) // options.n_patch),
      }
    end
    return schedule, reason
  end,
}
