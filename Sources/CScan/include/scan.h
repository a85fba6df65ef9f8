#ifndef HAILONG_SCAN_H
#define HAILONG_SCAN_H

#include <stddef.h>
#include <stdint.h>

/// What `scan` found; the arrays have room for one entry a byte, and `scan_slack` more.
typedef struct {
  /// Delimiters and line ends outside quotes. Of a CRLF the LF.
  int32_t *separators;
  size_t separator_count;
  /// For each line end outside quotes its index among the separators.
  int32_t *line_ends;
  size_t line_end_count;
  int32_t *quotes;
  size_t quote_count;
  /// All ones where a quote is open at the end, else zero.
  uint64_t open_quote;
  /// Nonzero where a line ends inside quotes.
  uint64_t quoted_line_ends;
  /// Nonzero unless the bytes are UTF-8 without NUL for sure, but for a character that is cut off at the end.
  uint64_t doubtful_text;
  /// Nonzero where a character is cut off at the end.
  uint64_t cut_text;
  /// Nonzero where a question mark stands, perhaps in place of a letter that was lost.
  uint64_t question_marks;
} scan_result;

/// Entries that `scan` may write beyond the last one that counts.
enum { scan_slack = 64 };

/// Finds what gives `bytes[from..<to]` its structure, and adds it to `result`.
///
/// No quote is open at `from`. Up to 64 bytes beyond `to` are read, and none of them is used but an
/// LF after a CR.
void scan(const uint8_t *bytes, size_t from, size_t to, uint8_t delimiter, scan_result *result);

#endif
