#include <retort/connection.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <thread>
#include <utility>

#include "driver.hpp"
#include "text.hpp"
#include "url.hpp"

namespace retort {
namespace detail {
namespace {

// Constant-initialised, so that drivers of any translation unit can register themselves.
constinit const driver_entry* drivers = nullptr;

std::unique_ptr<driver> open(std::string_view text) {
    const url where = parse_url(text);
    const driver_entry& found = driver_for(where.kind);
    try {
        return found.open(where);
    } catch (const failure& f) {
        throw to_error(f);
    }
}

// Calls into a driver, which speaks in failures, from functions that promise errors.
template <typename Call>
decltype(auto) speaking_in_errors(std::string_view sql, Call call) {
    try {
        return call();
    } catch (const failure& f) {
        throw to_error(f, sql);
    }
}

}  // namespace

bool register_driver(driver_entry& entry) noexcept {
    entry.next = std::exchange(drivers, &entry);
    return true;
}

const driver_entry& driver_for(database which) {
    for (const driver_entry* d = drivers; d != nullptr; d = d->next)
        if (d->kind == which) return *d;
    throw error("E314", fmt::format("this program has no driver for {}", name_of(which)),
                fmt::format("name {0} in DATABASES of retort_add_schema(), or link retort::{0}", name_of(which)));
}

failure too_few_parameters(std::size_t wanted, std::size_t given) {
    return failure("E309", fmt::format("the statement takes {} and {} given", count_of(wanted, "parameter"),
                                       given == 1 ? "1 is" : fmt::format("{} are", given)));
}

error to_error(const failure& what, std::string_view sql) {
    const std::string state = what.sqlstate().empty() ? "" : fmt::format(" ({})", what.sqlstate());
    const bool refused = what.code() == "E309";
    error e(what.code(), fmt::format("{}{}{}", refused ? "the database refused a statement: " : "", what.what(), state),
            what.way_out());
    e.at_statement(sql).with_sqlstate(what.sqlstate());
    if (what.lost() && !sql.empty()) e.leaving(left_behind::unknown);
    return e;
}

result driver::ask(const std::string& sql) {
    if (in_transaction()) return execute(sql, {});
    const auto until = std::chrono::steady_clock::now() + questions_.wait;
    backoff pause(questions_.wait);
    // The first attempt is short, so that the wait is reported soon.
    for (std::chrono::milliseconds most{500};; most = std::chrono::seconds(5)) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        try {
            const std::chrono::milliseconds one(1);
            return ask_once(sql, questions_, std::clamp(left, one, most));
        } catch (const failure& f) {
            // A query can be the victim of a deadlock although it only reads: in a Galera cluster, another node's
            // change of a table ends it.
            if (f.code() == "E309" && f.transient() && !f.lost() && pause.wait()) continue;
            if (f.code() != "E312") throw;
            if (std::chrono::steady_clock::now() >= until)
                throw failure("E312",
                              fmt::format("waited {} ms to read the database, because another session holds a lock: {}",
                                          questions_.wait.count(), f.what()),
                              "let it finish, or end it, and run the same command again", f.sqlstate());
            if (most.count() == 500 && questions_.blocked) questions_.blocked("another session's lock");
        }
    }
}

backoff::backoff(std::chrono::milliseconds patience) : until_(std::chrono::steady_clock::now() + patience) {}

bool backoff::wait() {
    const auto left = std::chrono::duration_cast<std::chrono::microseconds>(until_ - std::chrono::steady_clock::now());
    if (left.count() <= 0) return false;
    thread_local std::minstd_rand random{std::random_device{}()};
    std::uniform_int_distribution<std::int64_t> share(next_.count() / 2, next_.count());
    std::this_thread::sleep_for(std::min(left, std::chrono::microseconds(share(random))));
    next_ = std::min(next_ * 2, std::chrono::microseconds(200000));
    return true;
}

}  // namespace detail

connection::connection(std::string_view url) : driver_(detail::open(url).release()) {}
connection::connection(connection&& other) noexcept : driver_(std::exchange(other.driver_, nullptr)) {}
connection& connection::operator=(connection&& other) noexcept {
    delete std::exchange(driver_, std::exchange(other.driver_, nullptr));
    return *this;
}
connection::~connection() { delete driver_; }

database connection::kind() const { return driver_->kind(); }
std::string connection::safe_url() const { return driver_->safe_url(); }

result connection::execute(std::string_view sql, std::span<const value> parameters) {
    return detail::speaking_in_errors(sql, [&] { return driver_->execute(sql, parameters); });
}

transaction::transaction(connection& on) : on_(&on) {
    detail::speaking_in_errors("BEGIN", [&] { on_->driver().begin(); });
}

transaction::~transaction() {
    if (open_) on_->driver().rollback();
}

void transaction::commit() {
    detail::speaking_in_errors("COMMIT", [&] { on_->driver().commit(); });
    open_ = false;
}

}  // namespace retort
