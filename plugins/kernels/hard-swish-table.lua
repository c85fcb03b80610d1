-- HARD_SWISH as a table of its 256 results: one load an element in place of fixed-point arithmetic.
return {
  kind = "kernel",
  name = "hard-swish-table",
  version = "1.0.0",
  api = "1",
  description = "HARD_SWISH by a table of 256 results.",
  operator = "HARD_SWISH",
  call = "run",
  alias = "elements",
  cost = "elementwise",
  parameters = {
    { name = "results", type = "int8[]" },
    { name = "channels", type = "int32" },
  },
  prepare = function(node) return { results = node.results, channels = node.output.channels } end,
  reference = function(inputs, node)
    local results = {}
    for i, value in ipairs(inputs[1]) do results[i] = node.results[value + 129] end
    return results
  end,
  source = [[

void kernel_hard_swish_table(const void *params, const sn_call *call)
{
    const kernel_hard_swish_table_params *p = params;
    const int8_t *in = call->rows[0];
    int8_t *out = call->out;
    for (int32_t i = 0; i < call->columns * p->channels; i++) out[i] = p->results[in[i] + 128];
}
]],
}
