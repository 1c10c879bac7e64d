// model::list where it can go wrong: elements that own, an element of the list itself, copies that throw.
#include "support/catch.hpp"

#include <retort/model/list.hpp>

#include <stdexcept>
#include <string>

namespace {

using retort::model::list;

const std::string a(40, 'a'), b(40, 'b'), c(40, 'c'), d(40, 'd');  // too long to be kept inside of a std::string

/// The copy after `until_it_throws` others throws; `alive` counts the elements there are.
struct fragile {
    static inline int until_it_throws = 0;
    static inline int alive = 0;
    std::string text = a;
    fragile() { ++alive; }
    fragile(const fragile& other) : text(other.text) {
        if (until_it_throws-- == 0) throw std::runtime_error("copy");
        ++alive;
    }
    fragile(fragile&& other) noexcept : text(std::move(other.text)) { ++alive; }
    fragile& operator=(const fragile&) = default;
    fragile& operator=(fragile&&) noexcept = default;
    ~fragile() { --alive; }
};

}  // namespace

TEST_CASE("list: elements") {
    list<std::string> all{a, b};
    all.emplace_back(40u, 'c') += "";
    all.push_back(d);
    CHECK(all == list<std::string>{a, b, c, d});
    CHECK(all.erase(all.begin() + 1) == all.begin() + 1);
    CHECK(all == list<std::string>{a, c, d});
    const list<std::string> more{b, b};
    CHECK(*all.insert(all.begin() + 1, more.begin(), more.end()) == b);
    CHECK(all == list<std::string>{a, b, b, c, d});
    all.insert(all.end(), all.begin(), all.begin() + 2);
    CHECK(all == list<std::string>{a, b, b, c, d, a, b});
    all.assign(all.begin() + 3, all.begin() + 5);
    CHECK(all == list<std::string>{c, d});
    all.pop_back();
    CHECK(all.front() == all.back());
    all.clear();
    CHECK(all.empty());
    CHECK(all == list<std::string>{});
}

TEST_CASE("list: inserting its own element, and self-assignment") {
    list<std::string> all{a};
    for (int i = 0; i < 20; ++i) all.push_back(all.front());
    for (int i = 0; i < 20; ++i) all.emplace_back(all[1]);
    CHECK(all.size() == 41);
    for (const std::string& one : all) CHECK(one == a);
    const list<std::string>& itself = all;
    all = itself;
    CHECK(all.size() == 41);
    list<list<std::string>> nested{{a}, {b, c}};
    list<std::string>& inside = nested[1];
    nested.push_back(std::move(inside));
    CHECK(nested[1].empty());
    CHECK(nested[2] == list<std::string>{b, c});
    list<std::string> moved = std::move(nested[2]);
    moved = std::move(moved = all);
    CHECK(moved.size() == 41);
}

TEST_CASE("list: strong exception safety") {
    {
        list<fragile> all;
        for (int i = 0; i < 4; ++i) all.emplace_back();
        for (int until = 0; until < 4; ++until) {
            fragile::until_it_throws = until;
            CHECK_THROWS_AS(list<fragile>(all), std::runtime_error);
            fragile::until_it_throws = until;
            CHECK_THROWS_AS(all.insert(all.begin() + 1, all.begin(), all.end()), std::runtime_error);
        }
        fragile::until_it_throws = 0;
        CHECK_THROWS_AS(all.push_back(all.front()), std::runtime_error);
        CHECK(all.size() == 4);
        CHECK(all.back().text == a);
        CHECK(fragile::alive == 4);
    }
    CHECK(fragile::alive == 0);
}
