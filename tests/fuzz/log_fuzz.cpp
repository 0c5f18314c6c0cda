// Any bytes are a state's log, the beginning of one, or an error. A log that was written by us has, cut anywhere, the
// batches before the cut, and no change of its bytes goes unnoticed.
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "silang/base/digest.h"
#include "silang/state/log.h"

namespace {

using namespace silang;

void require(bool holds, const char* promise) {
    if (holds) return;
    std::fprintf(stderr, "broken promise: %s\n", promise);
    std::abort();
}

void read_everything(std::string_view log) {
    const auto contents = read_log(log);
    if (!contents) {
        require(!contents.error().empty(), "an error has a reason");
        return;
    }
    require(contents.value().end <= log.size(), "the last batch ends in the log");
    for (const KeptPage& page : contents.value().pages) {
        const auto capture = unpack(page, log);
        if (capture) require(sha256_hex(capture.value().bytes) == page.sha256, "a page is what its digest says");
    }
}

// A record whose checksum is right, so that what is inside it is read.
std::string sealed(std::string_view kind, std::string_view payload) {
    std::string record;
    for (int shift = 0; shift < 32; shift += 8) record += static_cast<char>(payload.size() >> shift);
    record += kind;
    record += payload;
    const Sha256 digest = sha256(record);
    record.append(reinterpret_cast<const char*>(digest.data()), 8);
    return record;
}

void write_and_spoil(std::string_view data) {
    const size_t place = static_cast<uint8_t>(data[0]) + (size_t{static_cast<uint8_t>(data[1])} << 8);
    const char change = data[2];
    data.remove_prefix(3);
    std::string log(kLogHeader);
    std::vector<size_t> ends;
    std::vector<std::string> texts;
    while (!data.empty()) {  // a batch of one page each: a byte says how long it is
        Capture capture;
        capture.path = "fuzz";
        capture.bytes = data.substr(0, 1 + static_cast<uint8_t>(data[0]));
        data.remove_prefix(capture.bytes.size());
        texts.push_back(capture.bytes);
        log += page_record(capture);
        log += batch_record(log.size(), 1, 0);
        ends.push_back(log.size());
    }
    const auto whole = read_log(log);
    require(whole.ok() && whole.value().pages.size() == texts.size(), "what was written is read");
    for (size_t i = 0; i < texts.size(); ++i) {
        const auto capture = unpack(whole.value().pages[i], log);
        require(capture.ok() && capture.value().bytes == texts[i], "a page comes out as it was put in");
    }
    const size_t cut = place % log.size();
    size_t batches = 0;
    while (batches < ends.size() && ends[batches] <= cut) ++batches;
    const auto beginning = read_log(std::string_view(log).substr(0, cut));
    require(beginning.ok() && beginning.value().pages.size() == batches, "cut anywhere it has the batches before");
    if (change == 0 || ends.empty()) return;
    log[cut] = static_cast<char>(log[cut] ^ (1 << (static_cast<uint8_t>(change) % 8)));
    require(!read_log(log).ok(), "a change does not go unnoticed");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
    const std::string_view data(reinterpret_cast<const char*>(bytes), size);
    read_everything(data);
    std::string log(kLogHeader);
    log += data;
    read_everything(log);
    log.resize(kLogHeader.size());
    log += sealed("page", data);
    log += batch_record(log.size(), 1, 0);
    read_everything(log);
    if (size > 3) write_and_spoil(data);
    return 0;
}
