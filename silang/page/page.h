// A page: the capture decoded to UTF-8 text, cut into lines, with the way back to the bytes of the file.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "silang/base/types.h"
#include "silang/capture/capture.h"

namespace silang {

struct Line {
    Span span;                  // trimmed, never empty
    uint32_t blank_before = 0;  // blank lines between it and the line before
};

// Page text that was decoded does not stand at the same offset as in the file: one entry where the two drift apart.
struct OffsetAnchor {
    uint32_t text_offset;
    uint32_t byte_offset;
    uint32_t bytes_per_unit;  // file bytes from here to the next anchor go in steps of this many per code point; 0:
                              // same bytes
};

struct Page {
    std::string text;             // valid UTF-8; for a UTF-8 capture without broken bytes exactly the file's bytes
    std::vector<Line> lines;      // every non-blank line, in order
    std::string encoding;         // "utf-8", "utf-16le", "utf-16be", "windows-1252"
    uint32_t replaced_bytes = 0;  // bytes that were no text in that encoding and became U+FFFD
    std::vector<OffsetAnchor> anchors;

    // Where the code point at `text_offset` begins in the capture's bytes.
    [[nodiscard]] uint32_t byte_offset(uint32_t text_offset) const;
};

// Decodes and cuts. UTF-8 is kept as it is; a BOM decides; bytes that are not UTF-8 and hold no valid multi-byte
// sequence are read as windows-1252 (of which Latin-1 text is a subset); in UTF-8 with broken bytes each becomes U+FFFD
// and is counted. The error says what it is instead of text (binary, no text at all).
Result<Page> read_page(const Capture& capture);

}  // namespace silang
