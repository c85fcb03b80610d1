/* A backtracking matcher of Lua's patterns (Lua 5.4 reference manual, 6.4.1) that counts its steps, so
 * that a pathological pattern ends. Texts are NUL-terminated, so one byte past an end may be read. */
#include "pattern.h"

#include <ctype.h>
#include <string.h>

/* Nested calls of match. */
enum { DEPTH = 200 };

typedef const unsigned char *text;

static text match(struct matcher *m, text s, text p);

static text fail(struct matcher *m, const char *error) {
  if (m->error == NULL) m->error = error;
  return NULL;
}

static int spend(struct matcher *m, ptrdiff_t steps) {
  m->steps -= steps;
  if (m->steps >= 0) return 1;
  fail(m, "the pattern takes too long");
  return 0;
}

/* The end of the single-character item at p. */
static text item_end(struct matcher *m, text p) {
  if (*p == '%') {
    if (p + 1 == m->pattern_end) return fail(m, "malformed pattern (ends with '%')");
    return p + 2;
  }
  if (*p != '[') return p + 1;
  p += p[1] == '^' ? 2 : 1;
  do {
    if (p == m->pattern_end) return fail(m, "malformed pattern (missing ']')");
    if (*p++ == '%' && p < m->pattern_end) p++;
  } while (p == m->pattern_end || *p != ']');
  return p + 1;
}

static int in_class(int c, int class) {
  int result;
  switch (tolower(class)) {
    case 'a': result = isalpha(c); break;
    case 'c': result = iscntrl(c); break;
    case 'd': result = isdigit(c); break;
    case 'g': result = isgraph(c); break;
    case 'l': result = islower(c); break;
    case 'p': result = ispunct(c); break;
    case 's': result = isspace(c); break;
    case 'u': result = isupper(c); break;
    case 'w': result = isalnum(c); break;
    case 'x': result = isxdigit(c); break;
    default: return class == c;
  }
  return isupper(class) ? !result : result != 0;
}

/* Whether c is in the set from `[` at p to `]` at last. */
static int in_set(struct matcher *m, int c, text p, text last) {
  spend(m, (last - p) / 4);
  int inside = 1;
  if (*++p == '^') {
    inside = 0;
    p++;
  }
  for (; p < last; p++) {
    if (*p == '%') {
      if (in_class(c, *++p)) return inside;
    } else if (p[1] == '-' && p + 2 < last) {
      if (p[0] <= c && c <= p[2]) return inside;
      p += 2;
    } else if (*p == c) {
      return inside;
    }
  }
  return !inside;
}

static int matches_item(struct matcher *m, text s, text p, text end) {
  if (s >= m->subject_end || !spend(m, 1)) return 0;
  switch (*p) {
    case '.': return 1;
    case '%': return in_class(*s, p[1]);
    case '[': return in_set(m, *s, p, end - 1);
    default: return *p == *s;
  }
}

static text match_balanced(struct matcher *m, text s, text p) {
  if (p + 1 >= m->pattern_end) return fail(m, "malformed pattern (missing arguments to '%b')");
  if (s >= m->subject_end || *s != p[0]) return NULL;
  int depth = 1;
  for (text at = s + 1; at < m->subject_end && spend(m, 1); at++) {
    if (*at == p[1]) {
      if (--depth == 0) return match(m, at + 1, p + 2);
    } else if (*at == p[0]) {
      depth++;
    }
  }
  return NULL;
}

static text match_frontier(struct matcher *m, text s, text p) {
  if (*p != '[') return fail(m, "missing '[' after '%f' in pattern");
  text end = item_end(m, p);
  if (end == NULL) return NULL;
  int before = s == m->subject ? 0 : s[-1];
  int here = s == m->subject_end ? 0 : *s;
  if (in_set(m, before, p, end - 1) || !in_set(m, here, p, end - 1)) return NULL;
  return match(m, s, end);
}

static text match_back_reference(struct matcher *m, text s, text p) {
  static const char *const invalid[] = {
      "invalid capture index %0", "invalid capture index %1", "invalid capture index %2",
      "invalid capture index %3", "invalid capture index %4", "invalid capture index %5",
      "invalid capture index %6", "invalid capture index %7", "invalid capture index %8",
      "invalid capture index %9"};
  int index = *p - '1';
  if (index < 0 || index >= m->captures || m->capture[index].length == CAPTURE_OPEN)
    return fail(m, invalid[index + 1]);
  ptrdiff_t length = m->capture[index].length;
  if (length == CAPTURE_POSITION) return NULL;
  if (!spend(m, length / 16) || m->subject_end - s < length) return NULL;
  if (memcmp(m->capture[index].start, s, (size_t)length) != 0) return NULL;
  return match(m, s + length, p + 1);
}

static text open_capture(struct matcher *m, text s, text p, int kind) {
  if (m->captures == PATTERN_CAPTURES) return fail(m, "too many captures");
  m->capture[m->captures].start = s;
  m->capture[m->captures].length = kind;
  m->captures++;
  text end = match(m, s, p);
  if (end == NULL) m->captures--;
  return end;
}

static text close_capture(struct matcher *m, text s, text p) {
  int index = m->captures - 1;
  while (index >= 0 && m->capture[index].length != CAPTURE_OPEN) index--;
  if (index < 0) return fail(m, "invalid pattern capture");
  m->capture[index].length = s - m->capture[index].start;
  text end = match(m, s, p);
  if (end == NULL) m->capture[index].length = CAPTURE_OPEN;
  return end;
}

/* As many items as possible, then fewer. */
static text match_longest(struct matcher *m, text s, text p, text end) {
  ptrdiff_t count = 0;
  while (matches_item(m, s + count, p, end)) count++;
  for (; count >= 0 && m->error == NULL; count--) {
    text result = match(m, s + count, end + 1);
    if (result != NULL) return result;
  }
  return NULL;
}

/* As few items as possible, then more. */
static text match_shortest(struct matcher *m, text s, text p, text end) {
  while (m->error == NULL) {
    text result = match(m, s, end + 1);
    if (result != NULL) return result;
    if (!matches_item(m, s, p, end)) return NULL;
    s++;
  }
  return NULL;
}

/* Matches pattern items one after the other until one needs a choice. */
static text match_items(struct matcher *m, text s, text p) {
  while (p != m->pattern_end) {
    if (!spend(m, 1)) return NULL;
    if (*p == '(')
      return p[1] == ')' ? open_capture(m, s, p + 2, CAPTURE_POSITION)
                         : open_capture(m, s, p + 1, CAPTURE_OPEN);
    if (*p == ')') return close_capture(m, s, p + 1);
    if (*p == '$' && p + 1 == m->pattern_end) return s == m->subject_end ? s : NULL;
    if (*p == '%' && p + 1 < m->pattern_end) {
      if (p[1] == 'b') return match_balanced(m, s, p + 2);
      if (p[1] == 'f') return match_frontier(m, s, p + 2);
      if (isdigit(p[1])) return match_back_reference(m, s, p + 1);
    }
    text end = item_end(m, p);
    if (end == NULL || !spend(m, (end - p) / 8)) return NULL;
    switch (end < m->pattern_end ? *end : 0) {
      case '*': return match_longest(m, s, p, end);
      case '-': return match_shortest(m, s, p, end);
      case '+': return matches_item(m, s, p, end) ? match_longest(m, s + 1, p, end) : NULL;
      case '?':
        if (matches_item(m, s, p, end)) {
          text result = match(m, s + 1, end + 1);
          if (result != NULL || m->error != NULL) return result;
        }
        p = end + 1;
        break;
      default:
        if (!matches_item(m, s, p, end)) return NULL;
        s++;
        p = end;
    }
  }
  return s;
}

static text match(struct matcher *m, text s, text p) {
  if (m->error != NULL) return NULL;
  if (m->depth == DEPTH) return fail(m, "pattern too complex");
  m->depth++;
  text end = match_items(m, s, p);
  m->depth--;
  return m->error == NULL ? end : NULL;
}

text pattern_match(struct matcher *m, text at) {
  m->depth = 0;
  m->captures = 0;
  return match(m, at, m->pattern);
}
