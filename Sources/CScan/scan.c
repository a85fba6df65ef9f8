// The one loop that looks at every byte. It is in C for what Swift 6.3 cannot say: a comparison of
// many bytes that becomes one machine word, and one source compiled for several kinds of processor.

#include "scan.h"

#include <string.h>

typedef uint8_t bytes64 __attribute__((ext_vector_type(64)));
typedef int8_t signs64 __attribute__((ext_vector_type(64)));
typedef _Bool bools64 __attribute__((ext_vector_type(64)));

#define INLINE static inline __attribute__((always_inline))

/// One bit a byte where a comparison holds.
#define BITS(comparison) bits_of(__builtin_convertvector((comparison), bools64))

INLINE uint64_t bits_of(bools64 truths) {
  uint64_t bits;
  memcpy(&bits, &truths, sizeof bits);
  return bits;
}

/// Writes the places of the bits that are set; returns how many there are.
INLINE size_t place_bits(uint64_t bits, size_t base, int32_t *places) {
  const size_t count = (size_t)__builtin_popcountll(bits);
  // Eight at a time without asking whether there are so many; what is too much is written over.
  for (size_t done = 0; done < count; done += 8) {
    for (size_t k = 0; k < 8; k++) {
      places[done + k] = (int32_t)(base + (size_t)__builtin_ctzll(bits | (1ull << 63)));
      bits &= bits - 1;
    }
  }
  return count;
}

/// For each bit whether an odd number of bits is set up to and with it.
INLINE uint64_t parities(uint64_t bits) {
  for (int shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
  return bits;
}

/// Bits where continuation bytes and the lead bytes before them do not go together.
///
/// Lead bytes that allow only some continuations (E0, ED, F0 and above) and bytes that UTF-8 never has
/// (C0, C1) are doubtful; a slower reader decides.
INLINE uint64_t doubts(const uint8_t *bytes, uint64_t high, uint64_t valid, uint64_t *owed) {
  bytes64 block;
  memcpy(&block, bytes, sizeof block);
  const uint64_t continuation = BITS((signs64)block < (int8_t)0xC0) & valid;
  const uint64_t lead = high & ~continuation;
  const uint64_t three = BITS(block >= 0xE0) & lead;
  const uint64_t odd = BITS((block >= 0xF0) | (block == 0xE0) | (block == 0xED) | ((block & 0xFE) == 0xC0));
  const uint64_t expected = *owed | lead << 1 | three << 2;
  *owed = lead >> 63 | three >> 62;
  return (expected ^ continuation) | (odd & high);
}

INLINE void scan_blocks(const uint8_t *bytes, size_t from, size_t to, uint8_t delimiter, scan_result *result) {
  uint64_t open = 0, owed = 0, doubtful = 0, quoted_ends = 0;
  int32_t *separators = result->separators + result->separator_count;
  int32_t *line_ends = result->line_ends + result->line_end_count;
  int32_t *quotes = result->quotes + result->quote_count;
  for (size_t base = from; base < to; base += 64) {
    bytes64 block;
    memcpy(&block, bytes + base, sizeof block);
    const uint64_t valid = to - base < 64 ? ((uint64_t)1 << (to - base)) - 1 : ~(uint64_t)0;
    const uint64_t feeds = BITS(block == '\n');
    uint64_t returns = BITS(block == '\r') & valid;
    uint64_t marks = BITS(block == '"') & valid;
    if (returns) returns &= ~(feeds >> 1 | (uint64_t)(bytes[base + 64] == '\n') << 63);
    uint64_t ends = (feeds & valid) | returns;
    uint64_t all = (BITS(block == delimiter) & valid) | ends;
    if (marks | open) {
      const uint64_t inside = parities(marks) ^ open;
      open = (uint64_t)((int64_t)inside >> 63);
      quoted_ends |= ends & inside;
      ends &= ~inside;
      all &= ~inside;
      quotes += place_bits(marks, base, quotes);
    }
    const uint64_t high = BITS((signs64)block < 0) & valid;
    doubtful |= doubts(bytes + base, high, valid, &owed);
    const size_t before = (size_t)(separators - result->separators);
    while (ends) {
      *line_ends++ = (int32_t)(before + (size_t)__builtin_popcountll(all & (ends ^ (ends - 1))) - 1);
      ends &= ends - 1;
    }
    separators += place_bits(all, base, separators);
  }
  result->separator_count = (size_t)(separators - result->separators);
  result->line_end_count = (size_t)(line_ends - result->line_ends);
  result->quote_count = (size_t)(quotes - result->quotes);
  result->open_quote = open;
  result->quoted_line_ends = quoted_ends;
  result->doubtful_text = doubtful;
  result->cut_text = owed;
}

#if defined(__x86_64__)
__attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt"))) static void scan_wide(
    const uint8_t *bytes, size_t from, size_t to, uint8_t delimiter, scan_result *result) {
  scan_blocks(bytes, from, to, delimiter, result);
}
#endif

void scan(const uint8_t *bytes, size_t from, size_t to, uint8_t delimiter, scan_result *result) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2")) {
    scan_wide(bytes, from, to, delimiter, result);
    return;
  }
#endif
  scan_blocks(bytes, from, to, delimiter, result);
}
