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
typedef size_t place_bits(uint64_t bits, size_t base, int32_t *places);

INLINE size_t place_one_by_one(uint64_t bits, size_t base, int32_t *places) {
  const size_t count = (size_t)__builtin_popcountll(bits);
  // Eight without asking whether there are so many; what is too much is written over.
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

INLINE void scan_blocks(const uint8_t *bytes, size_t from, size_t to, uint8_t delimiter, scan_result *result,
                        place_bits *place) {
  uint64_t open = 0, owed = 0, doubtful = 0, quoted_ends = 0;
  // The least of what stood in each place: zero for a NUL, and the same for a question mark.
  bytes64 least = ~(bytes64){0}, least_apart = least;
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
      quotes += place(marks, base, quotes);
    }
    const uint64_t high = BITS((signs64)block < 0) & valid;
    doubtful |= doubts(bytes + base, high, valid, &owed);
    least_apart = __builtin_elementwise_min(least_apart, block ^ '?');
    if (valid == ~(uint64_t)0) {
      least = __builtin_elementwise_min(least, block);
    } else {
      doubtful |= BITS(block == 0) & valid;
    }
    const size_t before = (size_t)(separators - result->separators);
    while (ends) {
      *line_ends++ = (int32_t)(before + (size_t)__builtin_popcountll(all & (ends ^ (ends - 1))) - 1);
      ends &= ends - 1;
    }
    separators += place(all, base, separators);
  }
  result->separator_count = (size_t)(separators - result->separators);
  result->line_end_count = (size_t)(line_ends - result->line_ends);
  result->quote_count = (size_t)(quotes - result->quotes);
  result->open_quote = open;
  result->quoted_line_ends = quoted_ends;
  result->doubtful_text = doubtful | BITS(least == 0);
  result->cut_text = owed;
  result->question_marks = BITS(least_apart == 0);
}

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt")))
#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vbmi2,avx2,bmi,bmi2,lzcnt,popcnt")))

AVX2 static void scan_avx2(const uint8_t *bytes, size_t from, size_t to, uint8_t delimiter, scan_result *result) {
  scan_blocks(bytes, from, to, delimiter, result, place_one_by_one);
}

/// Squeezes out the places of all bits at once, and writes them sixteen at a time.
AVX512 static inline size_t place_at_once(uint64_t bits, size_t base, int32_t *places) {
  static const uint8_t numbers[64] = {
      0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
      22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
      44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
  const size_t count = (size_t)__builtin_popcountll(bits);
  const __m512i start = _mm512_set1_epi32((int32_t)base);
  __m512i set = _mm512_maskz_compress_epi8(bits, _mm512_loadu_si512(numbers));
  for (size_t done = 0; done < count; done += 16) {
    const __m512i sixteen = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(set));
    _mm512_storeu_si512(places + done, _mm512_add_epi32(start, sixteen));
    set = _mm512_shuffle_i64x2(set, set, 0x39);
  }
  return count;
}

AVX512 static void scan_avx512(const uint8_t *bytes, size_t from, size_t to, uint8_t delimiter, scan_result *result) {
  scan_blocks(bytes, from, to, delimiter, result, place_at_once);
}
#endif

void scan(const uint8_t *bytes, size_t from, size_t to, uint8_t delimiter, scan_result *result) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi2")) {
    scan_avx512(bytes, from, to, delimiter, result);
    return;
  }
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2")) {
    scan_avx2(bytes, from, to, delimiter, result);
    return;
  }
#endif
  scan_blocks(bytes, from, to, delimiter, result, place_one_by_one);
}
