#include "silang/base/file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace silang {

OpenFile::~OpenFile() {
    if (number_ >= 0) close(number_);
}

bool write_all(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        bytes.remove_prefix(static_cast<size_t>(written));
    }
    return true;
}

bool sync_file(int file) {
    return fsync(file) == 0 || errno == EINVAL || errno == ENOTSUP;
}

void sync_folder(const char* path) {
    const int folder = ::open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) return;
    (void)sync_file(folder);
    close(folder);
}

}  // namespace silang
