import Execution
import Support

/// What compiling and running C on this computer needs; says so where it is missing.
enum HostTools {
  static let arePresent: Bool = {
    if HostProject.compiler != nil { return true }
    print("SKIPPED: tests of generated C on this computer: there is no C compiler")
    return false
  }()

  static let hasCPlusPlus: Bool = {
    if ChildProcess.find("cc") != nil, ChildProcess.find("c++") != nil { return true }
    print("SKIPPED: the test of the generated header in C++: there is no c++")
    return false
  }()
}
