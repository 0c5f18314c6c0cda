// A hash table of numbers, for keys by the million: one array, no allocation an entry, a third of a node-based map's
// memory and one cache miss a look-up. Internal to the story stage.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace silang {

// Open addressing with linear probing; what is erased is closed up, so nothing is left behind. The largest key is taken
// for the one below it: keys are 32 bits of a hash, or numbers that never get there. Pointers into it live until the
// next change.
template <class Value>
class FlatMap {
public:
    [[nodiscard]] size_t size() const { return size_; }
    [[nodiscard]] bool empty() const { return size_ == 0; }

    [[nodiscard]] const Value* find(uint32_t key) const {
        if (size_ == 0) return nullptr;
        const size_t at = place_of(usable(key));
        return slots_[at].key == kFree ? nullptr : &slots_[at].value;
    }
    [[nodiscard]] Value* find(uint32_t key) { return const_cast<Value*>(std::as_const(*this).find(key)); }

    // Value() where there was none.
    Value& operator[](uint32_t key) {
        if ((size_ + 1) * 4 > slots_.size() * 3) grow();
        key = usable(key);
        Slot& slot = slots_[place_of(key)];
        if (slot.key == kFree) {
            slot.key = key;
            ++size_;
        }
        return slot.value;
    }

    void erase(uint32_t key) {
        if (size_ == 0) return;
        const size_t at = place_of(usable(key));
        if (slots_[at].key != kFree) close_up(at);
    }

    // Calls `keep(key, value)` once for each; those it refuses are erased.
    template <class Keep>
    void keep_if(Keep keep) {
        std::vector<Slot> old = std::exchange(slots_, {});
        size_ = 0;
        size_t kept = 0;
        for (Slot& slot : old) {
            if (slot.key == kFree) continue;
            if (keep(slot.key, slot.value))
                ++kept;
            else
                slot.key = kFree;
        }
        size_t slots = kFewest;
        while (kept * 3 > slots * 2) slots *= 2;
        reset(slots);
        for (const Slot& slot : old) {
            if (slot.key != kFree) slots_[place_of(slot.key)] = slot, ++size_;
        }
    }

    template <class Visit>
    void for_each(Visit visit) const {
        for (const Slot& slot : slots_) {
            if (slot.key != kFree) visit(slot.key, slot.value);
        }
    }

    // Forgets all, keeps the room.
    void clear() {
        for (Slot& slot : slots_) slot = {};
        size_ = 0;
    }

private:
    static constexpr uint32_t kFree = std::numeric_limits<uint32_t>::max();
    static constexpr size_t kFewest = 16;
    struct Slot {
        uint32_t key = kFree;
        Value value{};
    };

    static uint32_t usable(uint32_t key) { return key == kFree ? kFree - 1 : key; }
    [[nodiscard]] size_t home_of(uint32_t key) const { return (key * uint64_t{0x9e3779b97f4a7c15}) >> shift_; }
    [[nodiscard]] size_t place_of(uint32_t key) const {
        size_t at = home_of(key);
        while (slots_[at].key != kFree && slots_[at].key != key) at = (at + 1) & (slots_.size() - 1);
        return at;
    }
    void reset(size_t slots) {
        slots_.assign(slots, {});
        shift_ = 64;
        for (; slots > 1; slots /= 2) --shift_;
    }
    void grow() {
        const std::vector<Slot> old = std::exchange(slots_, {});
        reset(old.empty() ? kFewest : old.size() * 2);
        for (const Slot& slot : old) {
            if (slot.key != kFree) slots_[place_of(slot.key)] = slot;
        }
    }
    void close_up(size_t hole) {
        const size_t mask = slots_.size() - 1;
        for (size_t at = (hole + 1) & mask; slots_[at].key != kFree; at = (at + 1) & mask) {
            // What stands at or behind its home up to the hole may move into it.
            if (((at - home_of(slots_[at].key)) & mask) < ((at - hole) & mask)) continue;
            slots_[hole] = slots_[at];
            hole = at;
        }
        slots_[hole] = {};
        --size_;
    }

    std::vector<Slot> slots_;  // a power of two of them, three quarters full at most
    size_t size_ = 0;
    int shift_ = 64;
};

}  // namespace silang
