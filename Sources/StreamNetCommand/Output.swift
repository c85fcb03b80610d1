import ArgumentParser
import Glibc
import StreamNet

/// How results are printed; the same for every command.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Print the result as JSON.")
  var json = false

  /// Prints what a request gives and ends the command with the exit code that goes with it.
  func answer(asCSV: Bool = false, _ request: () throws(RequestFailure) -> Report) throws {
    let report = try reporting(request)
    print(report.svg ?? (json ? report.json : asCSV ? report.csv ?? report.text : report.text))
    for notice in report.notices { complain(notice) }
    if report.outcome != .done { throw ExitCode(report.outcome.rawValue) }
  }
}

/// How tables are printed.
struct TableOutputOptions: ParsableArguments {
  @OptionGroup var output: OutputOptions
  @Flag(help: "Print the result as CSV, one row a run.")
  var csv = false

  func validate() throws {
    if csv, output.json { throw ValidationError("--json and --csv: expected one of them") }
  }

  /// Prints what a request gives and ends the command with the exit code that goes with it.
  func answer(_ request: () throws(RequestFailure) -> Report) throws {
    try output.answer(asCSV: csv, request)
  }
}

/// Runs a request; a failure becomes lines on standard error and an exit code.
func reporting<Answer>(_ request: () throws(RequestFailure) -> Answer) throws -> Answer {
  do throws(RequestFailure) {
    return try request()
  } catch {
    for line in error.lines { complain("error: \(line)") }
    throw error.isUsage ? ExitCode(EX_USAGE) : ExitCode.failure
  }
}

/// Says something beside the result.
func complain(_ line: String) {
  fflush(nil)
  let bytes = Array("streamnet: \(line)\n".utf8)
  _ = write(STDERR_FILENO, bytes, bytes.count)
}
