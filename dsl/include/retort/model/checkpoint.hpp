// Whether a checkpoint ends where the revisions end that it replaces.
#pragma once

#include <retort/model/difference.hpp>
#include <retort/model/history.hpp>

namespace retort::model {

/// Goes along with a replay: keeps the schema after a shadow's steps until what it replaces has been replayed too.
class checkpoint_check {
public:
    /// The schema that the steps of `shadow` are applied to; `before` is that of the history at its place.
    constexpr schema& begin(const revision_node& shadow, const schema& before) {
        shadow_ = &shadow;
        left_ = shadow.replaces.size();
        own_ = before;
        return own_;
    }
    /// A revision of the history has been replayed, and this is the schema after it.
    constexpr void took_one(schema& now, faults& out) {
        if (left_ == 0 || --left_ != 0 || !out.empty()) return;
        if (!same(own_, now)) {
            const std::string_view last = shadow_->replaces.back();
            const difference d = first_difference(own_, now);
            string words = d.what;
            if (!d.in_second) {
                words += " exists only after the checkpoint";
            } else if (!d.in_first) {
                words += " is missing after the checkpoint";
            } else {
                words += " differs";
            }
            add_fault(out, 405, shadow_->place, {shadow_->id, last, words});
        }
        // What the old steps let be known of rows will not be known any more when they are gone.
        now.facts = std::move(own_.facts);
        own_ = {};
    }

private:
    const revision_node* shadow_ = nullptr;
    std::size_t left_ = 0;
    schema own_ = {};
};

}  // namespace retort::model
