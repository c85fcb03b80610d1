-- The C of the operator EdgeMax (operators/EdgeMax.lua).
return {
  kind = "kernel",
  name = "edge-max",
  version = "1.0.0",
  api = "1",
  description = "EdgeMax in C.",
  operator = "EdgeMax",
  call = "row",
  alias = "rows",
  cost = "pooling",
  parameters = {
    { name = "in_columns", type = "int32" },
    { name = "channels", type = "int32" },
  },
  prepare = function(node)
    return { in_columns = node.inputs[1].columns, channels = node.output.channels }
  end,
  source = [[

void kernel_edge_max(const void *params, const sn_call *call)
{
    const kernel_edge_max_params *p = params;
    int8_t *out = call->out;
    for (int32_t x = 0; x < call->columns; x++) {
        for (int32_t c = 0; c < p->channels; c++) {
            int32_t greatest = INT8_MIN;
            for (int32_t row = 0; row < 2; row++) {
                const int8_t *in = call->rows[row];
                for (int32_t tap = -1; in != 0 && tap <= 1; tap++) {
                    const int32_t column = 2 * (call->x + x) + tap;
                    if (column < 0 || column >= p->in_columns) continue;
                    const int32_t value = in[(column - call->left) * p->channels + c];
                    if (value > greatest) greatest = value;
                }
            }
            *out++ = (int8_t)greatest;
        }
    }
}
]],
}
