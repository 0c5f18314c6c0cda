// Plain-text captures: decoding with ICU, lines, and the way back to the bytes.
#include <fmt/format.h>
#include <unicode/ucnv.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cassert>

#include "silang/page/page.h"
#include "silang/text/text.h"

namespace silang {
namespace {

// Text has next to no control characters: of 1,000 pages measured none had any but tab, line feed, carriage return and
// form feed. One in fifty bytes still lets a page with a stray escape sequence through.
constexpr size_t kControlShare = 50;

void append_code_point(UChar32 c, std::string& out) {
    uint8_t buffer[4];
    int32_t size = 0;
    U8_APPEND_UNSAFE(buffer, size, c);
    out.append(reinterpret_cast<const char*>(buffer), static_cast<size_t>(size));
}

struct Utf8Shape {
    size_t broken = 0;      // bytes that belong to no well-formed sequence
    size_t multi_byte = 0;  // well-formed sequences of two bytes and more
};

Utf8Shape measure(std::string_view bytes) {
    Utf8Shape shape;
    const auto* data = reinterpret_cast<const uint8_t*>(bytes.data());
    const auto size = static_cast<int64_t>(bytes.size());
    for (int64_t i = 0; i < size;) {
        if (data[i] < 0x80) {
            ++i;
            continue;
        }
        const int64_t begin = i;
        UChar32 c = 0;
        U8_NEXT(data, i, size, c);
        if (c < 0)
            shape.broken += static_cast<size_t>(i - begin);
        else
            ++shape.multi_byte;
    }
    return shape;
}

void anchor(Page& page, size_t byte_offset, uint32_t unit) {
    page.anchors.push_back({static_cast<uint32_t>(page.text.size()), static_cast<uint32_t>(byte_offset), unit});
}

// Well-formed sequences are kept as they are; each broken byte becomes U+FFFD.
void mend_utf8(std::string_view bytes, Page& page) {
    const auto* data = reinterpret_cast<const uint8_t*>(bytes.data());
    const auto size = static_cast<int64_t>(bytes.size());
    page.text.reserve(bytes.size());
    for (int64_t i = 0; i < size;) {
        const int64_t begin = i;
        UChar32 c = 0;
        U8_NEXT(data, i, size, c);
        if (c >= 0) {
            page.text.append(bytes.substr(static_cast<size_t>(begin), static_cast<size_t>(i - begin)));
            continue;
        }
        for (int64_t broken = begin; broken < i; ++broken) {
            anchor(page, static_cast<size_t>(broken), 1);
            append_code_point(0xFFFD, page.text);
            ++page.replaced_bytes;
        }
        anchor(page, static_cast<size_t>(i), 0);
    }
}

void decode_utf16(std::string_view bytes, bool big_endian, Page& page) {
    const auto unit_at = [&](size_t i) {
        const auto first = static_cast<uint8_t>(bytes[i]);
        const auto second = static_cast<uint8_t>(bytes[i + 1]);
        return static_cast<UChar>(big_endian ? first << 8 | second : second << 8 | first);
    };
    page.text.reserve(bytes.size());
    uint32_t step = 0;
    size_t i = 2;  // behind the byte order mark
    while (i + 1 < bytes.size()) {
        const UChar lead = unit_at(i);
        UChar32 c = lead;
        uint32_t width = 2;
        if (U16_IS_SURROGATE(lead)) {
            const bool paired = U16_IS_LEAD(lead) && i + 3 < bytes.size() && U16_IS_TRAIL(unit_at(i + 2));
            if (paired) {
                c = U16_GET_SUPPLEMENTARY(lead, unit_at(i + 2));
                width = 4;
            } else {
                c = 0xFFFD;
                page.replaced_bytes += 2;
            }
        }
        if (width != step) anchor(page, i, width);
        step = width;
        append_code_point(c, page.text);
        i += width;
    }
    if (i < bytes.size()) {
        anchor(page, i, 1);
        append_code_point(0xFFFD, page.text);
        ++page.replaced_bytes;
    }
}

void decode_windows_1252(std::string_view bytes, Page& page) {
    UErrorCode status = U_ZERO_ERROR;
    UConverter* converter = ucnv_open("windows-1252", &status);
    assert(U_SUCCESS(status));
    page.text.reserve(bytes.size() + bytes.size() / 8);
    anchor(page, 0, 1);
    const char* source = bytes.data();
    const char* end = source + bytes.size();
    while (source < end) {
        status = U_ZERO_ERROR;
        const UChar32 c = ucnv_getNextUChar(converter, &source, end, &status);
        if (U_FAILURE(status)) ++page.replaced_bytes;
        append_code_point(U_FAILURE(status) ? 0xFFFD : c, page.text);
    }
    ucnv_close(converter);
}

bool is_control(unsigned char c) {
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f') || c == 0x7F;
}

// Line ends: LF, CRLF, CR, NEL, LINE SEPARATOR, PARAGRAPH SEPARATOR; a form feed ends one too.
void cut_lines(Page& page) {
    const std::string_view text = page.text;
    uint32_t begin = 0;
    uint32_t blank = 0;
    const auto emit = [&](size_t end) {
        const Span span = trim(text, {begin, static_cast<uint32_t>(end)});
        if (span.empty()) {
            ++blank;
            return;
        }
        page.lines.push_back({span, blank});
        blank = 0;
    };
    for (size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        size_t width = 0;
        if (c == '\n' || c == '\f')
            width = 1;
        else if (c == '\r')
            width = i + 1 < text.size() && text[i + 1] == '\n' ? 2 : 1;
        else if (c == 0xC2 && text.substr(i, 2) == "\xC2\x85")
            width = 2;
        else if (c == 0xE2 && (text.substr(i, 3) == "\xE2\x80\xA8" || text.substr(i, 3) == "\xE2\x80\xA9"))
            width = 3;
        if (width == 0) continue;
        emit(i);
        begin = static_cast<uint32_t>(i + width);
        i += width - 1;
    }
    emit(text.size());
}

}  // namespace

uint32_t Page::byte_offset(uint32_t text_offset) const {
    const auto behind =
        std::upper_bound(anchors.begin(), anchors.end(), text_offset,
                         [](uint32_t wanted, const OffsetAnchor& at) { return wanted < at.text_offset; });
    if (behind == anchors.begin()) return text_offset;
    const OffsetAnchor& from = *(behind - 1);
    if (from.bytes_per_unit == 0) return from.byte_offset + (text_offset - from.text_offset);
    uint32_t code_points = 0;
    for (uint32_t i = from.text_offset; i < text_offset; ++i) {
        if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) ++code_points;
    }
    return from.byte_offset + code_points * from.bytes_per_unit;
}

Result<Page> read_page(const Capture& capture) {
    const std::string_view bytes = capture.bytes;
    Page page;
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
        page.encoding = bytes[0] == '\xFE' ? "utf-16be" : "utf-16le";
        decode_utf16(bytes, bytes[0] == '\xFE', page);
    } else {
        if (const size_t nul = bytes.find('\0'); nul != std::string_view::npos) {
            return Error{fmt::format("binary, not text: a NUL byte at offset {}", nul)};
        }
        const Utf8Shape shape = measure(bytes);
        if (shape.broken > 0 && shape.multi_byte == 0) {
            page.encoding = "windows-1252";
            decode_windows_1252(bytes, page);
        } else {
            page.encoding = "utf-8";
            if (shape.broken == 0)
                page.text = bytes;
            else
                mend_utf8(bytes, page);
        }
    }
    const auto controls = static_cast<size_t>(std::count_if(
        page.text.begin(), page.text.end(), [](char c) { return is_control(static_cast<unsigned char>(c)); }));
    if (controls * kControlShare > page.text.size() || page.replaced_bytes * 10 > bytes.size()) {
        return Error{fmt::format("binary, not text: {} control characters and {} undecodable bytes in {} bytes",
                                 controls, page.replaced_bytes, bytes.size())};
    }
    cut_lines(page);
    if (page.lines.empty()) return Error{"nothing but white space"};
    assert(valid_utf8(page.text));
    return page;
}

}  // namespace silang
