import Support

extension YAML {
  /// A value of a document and where it starts.
  package struct Node: Sendable, Equatable {
    package let position: SourcePosition
    package let kind: Kind

    package init(at position: SourcePosition, _ kind: Kind) {
      self.position = position
      self.kind = kind
    }

    package indirect enum Kind: Sendable, Equatable {
      case scalar(Scalar)
      case sequence([Node])
      /// The members in the order of the file; keys are scalars, and no two have the same text.
      case mapping([Member])
    }

    /// One `key: value` of a mapping.
    package struct Member: Sendable, Equatable {
      package let key: Node
      package let value: Node

      package init(key: Node, value: Node) {
        self.key = key
        self.value = value
      }
    }
  }

  /// A scalar as it is written.
  package struct Scalar: Sendable, Equatable {
    package enum Style: Sendable, Equatable {
      case plain
      /// In quotes, or a block of `|` or `>`: always a string.
      case quoted
    }

    package let text: String
    package let style: Style
    /// The tag that is written before it, such as `!!str`, if any.
    package let tag: Tag?

    package init(_ text: String, style: Style = .plain, tag: Tag? = nil) {
      self.text = text
      self.style = style
      self.tag = tag
    }
  }

  /// The tags of the core schema.
  package enum Tag: String, Sendable, Equatable, CaseIterable {
    case null, bool, int, float, str, seq, map
  }
}

extension YAML.Node {
  /// The text of a scalar.
  package var text: String? {
    if case .scalar(let scalar) = kind { scalar.text } else { nil }
  }

  /// The member of a mapping that has a key; nil where there is none, or no mapping.
  package func member(_ key: String) -> Member? {
    guard case .mapping(let members) = kind else { return nil }
    return members.first { $0.key.text == key }
  }

  /// What the node is, for messages: `a sequence`, `null`, `500`, `"text"`.
  package var summary: String {
    switch kind {
    case .sequence: "a sequence"
    case .mapping: "a mapping"
    case .scalar(let scalar):
      switch scalar.value {
      case .null: "null"
      case .bool, .integer, .real: String(scalar.text.quoted.dropFirst().dropLast())
      case .string: scalar.text.quoted
      }
    }
  }
}
