#include "silang/base/digest.h"

#include <openssl/evp.h>

namespace silang {

Sha256 sha256(std::string_view bytes) {
    Sha256 digest{};
    EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr);
    return digest;
}

std::string hex(const Sha256& digest) {
    static constexpr std::string_view kDigits = "0123456789abcdef";
    std::string digits;
    digits.reserve(2 * digest.size());
    for (const uint8_t byte : digest) {
        digits += kDigits[byte >> 4];
        digits += kDigits[byte & 15];
    }
    return digits;
}

std::string sha256_hex(std::string_view bytes) {
    return hex(sha256(bytes));
}

}  // namespace silang
