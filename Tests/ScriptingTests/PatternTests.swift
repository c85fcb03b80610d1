import Scripting
import Testing

/// The matcher against results of Lua 5.4's own.
@Suite struct PatternTests {
  @Test(arguments: [
    ("('key = value'):match('^(%w+)%s*=%s*(%w+)$')", "key value"),
    ("('hello world'):find('o w')", "5 7"), ("('hello'):find('l', 1, true)", "3 3"),
    ("('hello'):find('')", "1 0"), ("('hello'):find('', 10)", "nil"), ("('hello'):find('', 6)", "6 5"),
    ("('hello'):find('l+', -2)", "4 4"), ("('hello'):find('xyz')", "nil"),
    ("('a.b'):find('.', 1, true)", "2 2"), ("('a.b'):find('%.')", "2 2"),
    ("('[[x]]'):match('%[(%b[])%]')", "[x]"), ("('f(a(b)c)d'):match('%b()')", "(a(b)c)"),
    ("('THE (quick) fox'):find('%((%a+)%)')", "5 11 quick"),
    ("('THE (quick) fox'):gsub('%f[%a]%a+', 'x')", "x (x) x 3"),
    ("('abc'):gsub('', '-')", "-a-b-c- 4"), ("('abc'):gsub('%w', '%0%0')", "aabbcc 3"),
    ("('abc'):gsub('b*', 'x')", "xaxcx 3"), ("('hello world'):gsub('o', '0', 1)", "hell0 world 1"),
    ("('$name is $age'):gsub('%$(%w+)', {name = 'Lua', age = 5})", "Lua is 5 2"),
    ("('abc'):gsub('%w', function(c) if c == 'b' then return 'X' end end)", "aXc 3"),
    ("('a,b,,c'):gsub(',', ';')", "a;b;;c 3"), ("('  trim '):match('^%s*(.-)%s*$')", "trim"),
    ("('x'):rep(3):match('()x()')", "1 2"), ("('aab'):match('(a)%1')", "a"),
    ("('a-b'):match('[a%-]+')", "a-"), ("('a]b'):match('[]]')", "]"), ("('a^b'):match('[b^]')", "^"),
    ("('x^'):match('[^x]')", "^"), ("('5-9'):match('[0-9]+$')", "9"), ("('abc'):match('a?b?c?d?')", "abc"),
    ("('abc'):gsub('(a)(b)', '%2%1')", "bac 1"), ("('abc'):gsub('^a', 'x')", "xbc 1"),
    ("('a\\0b'):find('\\0')", "2 2"), ("('a\\0b'):match('%z')", "nil"), ("('a$'):match('a$')", "nil"),
    ("('a$b'):match('a$b')", "a$b"), ("('0x1F'):match('^0[xX](%x+)$')", "1F"),
    ("('ab12'):match('%D+')", "ab"), ("('é'):match('[\\xc3][\\xa9]')", "é"),
    ("pcall(string.find, 'a', '[a')", "false malformed pattern (missing ']')"),
    ("pcall(string.find, 'a', '%')", "false malformed pattern (ends with '%')"),
    ("pcall(string.find, 'a', '(a')", "false unfinished capture"),
    ("pcall(string.match, 'a', 'a)')", "false invalid pattern capture"),
    ("pcall(string.find, 'a', '%1')", "false invalid capture index %1"),
    ("pcall(string.find, 'a', '%f')", "false missing '[' after '%f' in pattern"),
    ("pcall(string.find, 'a', '%b')", "false malformed pattern (missing arguments to '%b')"),
    ("pcall(string.gsub, 'a', 'a', '%2')", "false invalid capture index %2"),
    ("pcall(string.rep('x', 40).match, 'x', ('()'):rep(40))", "false too many captures"),
    ("pcall(string.match, ('x'):rep(999), ('x?'):rep(999))", "false pattern too complex"),
  ])
  func matchesLikeLua(_ call: String, _ expected: String) {
    let text = """
      local r = table.pack(\(call))
      for i = 1, r.n do r[i] = tostring(r[i]) end
      return table.concat(r, ' ')
      """
    #expect(result(of: text) == .string(expected))
  }

  @Test func gmatchWalks() {
    let text = """
      local out = {}
      for k, v in ('a=1, b=2'):gmatch('(%w+)=(%w+)') do out[#out + 1] = k .. v end
      for w in ('abc'):gmatch('b*') do out[#out + 1] = '<' .. w .. '>' end
      for w in ('one two'):gmatch('%a+', 4) do out[#out + 1] = w end
      return table.concat(out, ' ')
      """
    #expect(result(of: text) == .string("a1 b2 <> <b> <> two"))
  }
}
