#include "silang/state/log.h"

#include <fmt/format.h>
#include <zstd.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "silang/base/digest.h"

namespace silang {
namespace {

constexpr std::string_view kFormatName = "silang.state/";
constexpr std::string_view kPage = "page";
constexpr std::string_view kBatch = "done";

// length of the payload, kind, payload, checksum.
constexpr size_t kLengthBytes = 4;
constexpr size_t kKindBytes = 4;
constexpr size_t kHeadBytes = kLengthBytes + kKindBytes;
constexpr size_t kChecksumBytes = 8;
constexpr size_t kBatchBytes = kHeadBytes + 8 + 4 + 8 + kChecksumBytes;

// On the 18 example pages, 2.8 kB each: 55 % of the bytes at level 3, 54 % at 9.
constexpr int kCompressionLevel = 3;

void put(std::string& out, uint64_t value, size_t bytes) {
    for (size_t i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i));
}

void put_text(std::string& out, std::string_view text) {
    put(out, text.size(), 4);
    out += text;
}

// Takes fields off the front of a payload. After one that is not there everything is empty and failed() says so.
class Reader {
public:
    explicit Reader(std::string_view bytes) : rest_(bytes) {}

    std::string_view take(size_t count) {
        if (count > rest_.size()) {
            failed_ = true;
            rest_ = {};
            return {};
        }
        const std::string_view taken = rest_.substr(0, count);
        rest_.remove_prefix(count);
        return taken;
    }
    uint64_t number(size_t bytes) {
        uint64_t value = 0;
        size_t shift = 0;
        for (const char c : take(bytes)) value |= uint64_t{static_cast<uint8_t>(c)} << (8 * shift++);
        return value;
    }
    std::string_view text() { return take(number(4)); }
    [[nodiscard]] std::string_view rest() const { return rest_; }
    [[nodiscard]] bool failed() const { return failed_; }

private:
    std::string_view rest_;
    bool failed_ = false;
};

std::string_view checksum_of(const Sha256& digest) {
    return {reinterpret_cast<const char*>(digest.data()), kChecksumBytes};
}

std::string record(std::string_view kind, std::string_view payload) {
    std::string out;
    out.reserve(kHeadBytes + payload.size() + kChecksumBytes);
    put(out, payload.size(), kLengthBytes);
    out += kind;
    out += payload;
    const Sha256 digest = sha256(out);
    out += checksum_of(digest);
    return out;
}

struct Record {
    std::string_view kind;
    std::string_view payload;
    size_t size = 0;  // of the whole
};

// Nothing when there is no whole record whose checksum is right.
std::optional<Record> record_at(std::string_view log, size_t at) {
    Reader reader(log.substr(at));
    const size_t length = reader.number(kLengthBytes);
    Record found;
    found.kind = reader.take(kKindBytes);
    found.payload = reader.take(length);
    const std::string_view checksum = reader.take(kChecksumBytes);
    if (reader.failed()) return std::nullopt;
    const Sha256 digest = sha256(log.substr(at, kHeadBytes + length));
    if (checksum != checksum_of(digest)) return std::nullopt;
    found.size = kHeadBytes + length + kChecksumBytes;
    return found;
}

struct Batch {
    uint64_t at;
    uint64_t pages;
    int64_t added;
};

std::optional<Batch> batch_of(const Record& record) {
    if (record.kind != kBatch) return std::nullopt;
    Reader reader(record.payload);
    Batch batch{};
    batch.at = reader.number(8);
    batch.pages = reader.number(4);
    batch.added = static_cast<int64_t>(reader.number(8));
    if (reader.failed() || !reader.rest().empty()) return std::nullopt;
    return batch;
}

std::optional<KeptPage> page_of(const Record& record, std::string_view log) {
    if (record.kind != kPage) return std::nullopt;
    Reader reader(record.payload);
    KeptPage page;
    page.path = reader.text();
    page.media_type = reader.text();
    if (const std::string_view url = reader.text(); !url.empty()) page.url = url;
    page.byte_count = reader.number(8);
    const std::string_view digest = reader.take(std::tuple_size_v<Sha256>);
    if (reader.failed() || page.byte_count == 0 || page.byte_count > kMaxCaptureBytes) return std::nullopt;
    Sha256 bytes{};
    std::copy(digest.begin(), digest.end(), bytes.begin());
    page.sha256 = hex(bytes);
    page.packed_at = static_cast<size_t>(reader.rest().data() - log.data());
    page.packed_size = reader.rest().size();
    return page;
}

// A whole batch ends behind `at`: what stands before its end was complete once.
bool batch_ends_behind(std::string_view log, size_t at) {
    for (size_t kind = log.find(kBatch, at + kLengthBytes); kind != std::string_view::npos;
         kind = log.find(kBatch, kind + 1)) {
        const size_t begin = kind - kLengthBytes;
        const auto record = record_at(log, begin);
        const auto batch = record ? batch_of(*record) : std::nullopt;
        if (batch && batch->at == begin) return true;
    }
    return false;
}

// At `at` there is no whole record. A run that was ended left the beginning of one, and its pages are on the disk
// before the record that completes them is written; so:
// - when a batch is complete behind it, this is damage, not a beginning;
// - as many bytes as complete a batch, which are not the beginning of a page, are such a record, damaged;
// - after a power cut the file may have grown and hold only zeros where nothing was written yet.
bool is_unfinished(std::string_view log, size_t at) {
    if (batch_ends_behind(log, at)) return false;
    const std::string_view rest = log.substr(at);
    if (rest.size() < kBatchBytes || rest.substr(kLengthBytes, kKindBytes) == kPage) return true;
    return rest.find_first_not_of('\0') == std::string_view::npos;
}

Error damaged(size_t at) {
    return Error{fmt::format("it is damaged at byte {}: put a copy of it in its place", at)};
}

std::optional<Error> wrong_header(std::string_view log) {
    if (log.starts_with(kLogHeader)) return std::nullopt;
    const std::string_view first_line = log.substr(0, std::min(log.find('\n'), size_t{40}));
    if (!first_line.starts_with(kFormatName)) return Error{"it is not a log of silang"};
    return Error{fmt::format("it is of format {}, and this program reads {}", first_line.substr(kFormatName.size()),
                             kLogHeader.substr(kFormatName.size(), 1))};
}

}  // namespace

std::string page_record(const Capture& capture) {
    std::string payload;
    put_text(payload, capture.path);
    put_text(payload, capture.media_type);
    put_text(payload, capture.url.value_or(std::string()));
    put(payload, capture.bytes.size(), 8);
    for (const uint8_t byte : sha256(capture.bytes)) payload += static_cast<char>(byte);
    const size_t head = payload.size();
    payload.resize(head + ZSTD_compressBound(capture.bytes.size()));
    const size_t packed = ZSTD_compress(payload.data() + head, payload.size() - head, capture.bytes.data(),
                                        capture.bytes.size(), kCompressionLevel);
    // With room for the worst case it can only fail for want of memory, which ends the program anyhow.
    payload.resize(ZSTD_isError(packed) != 0 ? head : head + packed);
    return record(kPage, payload);
}

std::string batch_record(size_t at, uint32_t pages, int64_t added) {
    std::string payload;
    put(payload, at, 8);
    put(payload, pages, 4);
    put(payload, static_cast<uint64_t>(added), 8);
    return record(kBatch, payload);
}

Result<LogContents> read_log(std::string_view log) {
    LogContents contents;
    if (log.size() < kLogHeader.size() && kLogHeader.starts_with(log)) return contents;  // ended while it was made
    if (auto wrong = wrong_header(log)) return *std::move(wrong);
    contents.end = kLogHeader.size();
    std::vector<KeptPage> batch;
    for (size_t at = contents.end; at < log.size();) {
        const auto record = record_at(log, at);
        if (!record) {
            if (is_unfinished(log, at)) break;
            return damaged(at);
        }
        if (auto page = page_of(*record, log)) {
            batch.push_back(*std::move(page));
            at += record->size;
            continue;
        }
        const auto done = batch_of(*record);
        if (!done || done->at != at || done->pages != batch.size()) return damaged(at);
        at += record->size;
        std::move(batch.begin(), batch.end(), std::back_inserter(contents.pages));
        batch.clear();
        if (contents.batches == 0) contents.first_added = done->added;
        contents.last_added = done->added;
        ++contents.batches;
        contents.end = at;
    }
    return contents;
}

Result<Capture> unpack(const KeptPage& page, std::string_view log) {
    Capture capture;
    capture.path = page.path;
    capture.media_type = page.media_type;
    capture.url = page.url;
    capture.sha256 = page.sha256;
    capture.byte_count = page.byte_count;
    capture.bytes.resize(page.byte_count);
    const std::string_view packed = log.substr(page.packed_at, page.packed_size);
    const size_t size = ZSTD_decompress(capture.bytes.data(), capture.bytes.size(), packed.data(), packed.size());
    if (ZSTD_isError(size) != 0 || size != page.byte_count || sha256_hex(capture.bytes) != page.sha256)
        return Error{fmt::format("{} is not what was put into the state", page.path)};
    return capture;
}

}  // namespace silang
