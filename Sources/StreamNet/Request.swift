/// What a user asks for: a model and what is to be done differently from the defaults.
///
/// Everything but the model may be left out: a recipe then decides, and behind it the default.
public struct Request: Sendable {
  /// A TensorFlow Lite model, a network description or a recipe by path, or the name of a network of the zoo.
  public var model: String
  /// The name of a board plug-in, or the path of one.
  public var board: String?
  /// The name of a policy plug-in, or the path of one.
  public var policy: String?
  /// Options of the policy.
  public var options: [String: String]
  /// Bytes that may be used, by memory: `sram=96K,flash=1M`.
  public var budget: String?
  /// How the input arrives: `resident` or `streamed`.
  public var input: String?
  /// How buffers are placed: `greedy`.
  public var placement: String?
  /// How much code kernels may take: `size`, `balanced` or `speed`.
  public var specialisation: String?
  /// Input data: `noise:SEED`, `smooth` or a file, each a case; `NAME=...` for one of several inputs.
  public var data: [String]
  /// A file of recorded outputs to check against.
  public var golden: String?
  /// `OPERATOR:BIT`: a bit of weights that only the simulator sees turned over, to check the check.
  public var flippedWeight: String?
  /// Whether a simulation checks every access.
  public var isGuarded: Bool
  /// The links of the chain of proof that a verification goes through, such as `guarded`, behind the reference;
  /// where empty, all that this computer can run.
  public var links: [String]
  /// Whether a verification runs the firmware on an emulated machine, whatever the links.
  public var isEmulated: Bool
  /// Whether conversions at the model's borders are left to its user: inputs and outputs are int8 then.
  public var stripsBorders: Bool
  /// Folders of plug-ins that are searched before StreamNet's own.
  public var pluginPath: [String]
  /// What plug-ins and scripts may use.
  public var pluginSettings: PluginSettings

  /// A request; what is left out is for a recipe or the defaults to say.
  public init(
    model: String, board: String? = nil, policy: String? = nil, options: [String: String] = [:],
    budget: String? = nil, input: String? = nil, placement: String? = nil,
    specialisation: String? = nil, data: [String] = [],
    golden: String? = nil, flippedWeight: String? = nil, isGuarded: Bool = false,
    links: [String] = [], isEmulated: Bool = false, stripsBorders: Bool = false, pluginPath: [String] = [],
    pluginSettings: PluginSettings = PluginSettings()
  ) {
    self.model = model
    self.board = board
    self.policy = policy
    self.options = options
    self.budget = budget
    self.input = input
    self.placement = placement
    self.specialisation = specialisation
    self.data = data
    self.golden = golden
    self.flippedWeight = flippedWeight
    self.isGuarded = isGuarded
    self.links = links
    self.isEmulated = isEmulated
    self.stripsBorders = stripsBorders
    self.pluginPath = pluginPath
    self.pluginSettings = pluginSettings
  }
}
