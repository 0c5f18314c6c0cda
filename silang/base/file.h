// Bytes that reach the disk: what every file that must outlast the program's end is written with.
#pragma once

#include <string_view>
#include <utility>

namespace silang {

// A file that is open, and closed when nobody holds it any longer; and with that whoever waits for its lock goes on.
class OpenFile {
public:
    OpenFile() = default;
    explicit OpenFile(int number) : number_(number) {}
    ~OpenFile();
    OpenFile(OpenFile&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    OpenFile& operator=(OpenFile&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    [[nodiscard]] int number() const { return number_; }  // negative: none

private:
    int number_ = -1;
};

// All of them, or false with errno saying why; how many were written by then is not known.
[[nodiscard]] bool write_all(int file, std::string_view bytes);

// Waits until they are on the disk. Some file systems cannot do it and say EINVAL: then closing the file is all there
// is.
[[nodiscard]] bool sync_file(int file);

// The names in a folder: a new or renamed file is there after a power cut only when its folder was written too. Where
// that cannot be done nothing can be done about it.
void sync_folder(const char* path);

}  // namespace silang
