import Execution
import Network
import Pipeline
import Planning
import Scripting
import Support

/// A request with every value decided: flag before recipe before default.
struct Settings {
  var model: Model
  var recipe: Recipe?
  var job: Job
  var cases: [InputCase]
  var golden: Golden?
  var flip: WeightFlip?
  /// The links of the chain of proof behind the reference.
  var links: [Verification.Link]
  /// Whether anything is to be verified where a recipe does not ask for it.
  var asksForCheck: Bool
  private var catalog: PluginCatalog

  /// What needs no tools but those that every computer may have.
  private static var possibleLinks: [Verification.Link] {
    [.simulation, .guarded] + (HostProject.compiler == nil ? [] : [.host])
  }

  static let defaultBoard = PluginCatalog.defaultBoard
  static let defaultPolicy = "layer-wise"
  /// Those that are asked where another's plan does not fit, the quickest first.
  static let fallbackPolicies = ["row-stream", "auto"]
  static let defaultData = [InputData.noise(1), .noise(2), .smooth].map(InputText.init)

  /// - Throws: everything that is wrong with the values of the request.
  init(_ request: Request, home: Home) throws(RequestFailure) {
    let values = try RequestValues(request)
    do throws(Diagnostics) {
      var catalog = PluginCatalog(request, home: home)
      switch try ModelFile.read(request.model, home: home, custom: catalog.customOperators) {
      case .model(let model):
        self.model = model
      case .recipe(let recipe):
        self.recipe = recipe
        catalog.folders.insert(Files.join(Files.folder(of: recipe.path), "plugins"), at: 0)
        guard
          case .model(let model) = try ModelFile.read(
            recipe.model, home: home, custom: catalog.customOperators)
        else {
          throw Diagnostics(
            Diagnostic(
              at: .file(recipe.path), "its model is a recipe", expected: "a model or a network description"))
        }
        self.model = model
      }
      if request.stripsBorders || recipe?.stripsBorders ?? false { model = try model.strippingBorders() }
      let board =
        if request.board == nil, let recipe {
          try recipe.board(of: catalog)
        } else {
          try catalog.board(request.board ?? Settings.defaultBoard)
        }
      let policyIsGiven = request.policy != nil
      let policy =
        if !policyIsGiven, let recipe {
          try recipe.policy(of: catalog)
        } else {
          try catalog.policy(request.policy ?? Settings.defaultPolicy)
        }
      let findings = recipe?.findings(board: board, policy: policyIsGiven ? nil : policy) ?? []
      guard findings.isEmpty else { throw Diagnostics(findings) }
      job = Job(
        model: model, board: board,
        policy: policy,
        options: (policyIsGiven ? [:] : recipe?.options ?? [:]).merging(request.options) { $1 },
        budget: Budget((recipe?.budget ?? [:]).merging(values.budget) { $1 }),
        input: values.input ?? recipe?.input ?? .resident,
        placement: values.placement ?? recipe?.placement,
        specialisation: values.specialisation ?? recipe?.specialisation ?? .balanced)
      let kernels = request.pluginSettings.kernels
      self.catalog = catalog
      job.kernels = try catalog.kernels(
        kernels.isEmpty ? recipe?.kernels ?? [] : kernels, for: model.normalised.graph, on: board)
      if let cases = values.cases {
        self.cases = cases
      } else {
        cases = InputCase.cases(recipe?.check?.data ?? Settings.defaultData)
      }
      if let path = request.golden ?? (values.cases == nil ? recipe?.check?.golden : nil) {
        golden = try Golden(Files.read(path, limit: ModelFile.sizeLimit), file: path, model: model)
      }
    } catch {
      throw RequestFailure(error)
    }
    flip = values.flip
    asksForCheck = values.cases != nil || !values.links.isEmpty || request.golden != nil || request.isEmulated
    links = values.links.isEmpty ? Settings.possibleLinks : values.links
    let isEmulated = values.links.isEmpty && recipe?.check?.isEmulated ?? false
    if isEmulated || request.isEmulated { links.append(.emulator) }
    if let kernel = job.kernels.kernels.first(where: \.isForeign), !request.pluginSettings.allowsNative {
      guard !values.links.contains(.host) else {
        throw RequestFailure(
          Diagnostics(
            Diagnostic(
              "kernel \(kernel.name) is C of a plug-in, which is not run on this computer",
              hint: "--allow-native runs it, as a child with limits")))
      }
      links.removeAll { $0 == .host }
    }
  }
}

extension Settings {
  /// What would fit where a plan does not; nil for one that does.
  func advice(on plan: Plan) -> FitAdvice? {
    guard !plan.fits else { return nil }
    let policies = Settings.fallbackPolicies.compactMap { try? catalog.policy($0) }
    return FitAdvice(plan, policies: policies)
  }
}

/// The values of a request that are written in a form of their own, read.
struct RequestValues {
  var budget: [String: Int] = [:]
  var input: InputMode?
  var placement: PlacementMethod?
  var specialisation: Specialisation?
  /// nil where the request gives no data.
  var cases: [InputCase]?
  var flip: WeightFlip?
  var links: [Verification.Link]

  init(_ request: Request) throws(RequestFailure) {
    var problems: [Problem] = []
    func choice<Choice: RawRepresentable & CaseIterable>(
      _ flag: String, _ text: String?, as: Choice.Type
    ) -> Choice? where Choice.RawValue == String {
      guard let text else { return nil }
      if let choice = Choice(rawValue: text) { return choice }
      problems.append(
        Problem(
          "\(flag) is \(text.quoted)",
          expected: Choice.allCases.map(\.rawValue).joined(separator: " or ")))
      return nil
    }
    input = choice("--input", request.input, as: InputMode.self)
    placement = choice("--placement", request.placement, as: PlacementMethod.self)
    specialisation = choice("--specialise", request.specialisation, as: Specialisation.self)
    links = request.links.compactMap { choice("--link", $0, as: Verification.Link.self) }
    for entry in request.budget?.split(separator: ",") ?? [] {
      let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2, let bytes = try? ByteSize.parse(String(parts[1])) {
        budget[String(parts[0])] = bytes
      } else {
        problems.append(
          Problem("--budget holds \(String(entry).quoted)", expected: "MEMORY=SIZE, such as sram=96K"))
      }
    }
    do throws(Problem) {
      var texts: [InputText] = []
      for text in request.data { texts.append(try InputText(text)) }
      if !texts.isEmpty { cases = InputCase.cases(texts) }
    } catch {
      problems.append(error)
    }
    do throws(Problem) {
      if let text = request.flippedWeight { flip = try WeightFlip(text) }
    } catch {
      problems.append(error)
    }
    guard problems.isEmpty else {
      throw RequestFailure(Diagnostics(problems.map { $0.diagnostic(at: nil) }), isUsage: true)
    }
  }
}
