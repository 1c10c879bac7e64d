// A Galera cluster of the tests' own: MariaDB nodes that replicate over loopback, clients on Unix sockets in temporary
// folders. Started when first asked for, stopped when the process ends, however it ends. It takes 10 to 20 seconds and
// 130 MB a node: one test executable uses it.
#pragma once

#include <chrono>
#include <deque>
#include <string>

namespace retort::test {

class private_galera {
public:
    /// The process's cluster of two nodes, or null where MariaDB's server, Galera or rsync is not installed or the
    /// driver is not built (the reason is printed once).
    static private_galera* get();

    class node {
    public:
        std::string socket() const { return folder_ + "/s"; }
        /// The way to a database of the cluster through this node.
        std::string url_of(const std::string& database) const;
        /// "Synced" when it takes part; what it says of itself otherwise, or of why it does not answer.
        std::string state() const;

    private:
        friend private_galera;
        std::string folder_;
        int server_ = -1;
    };

    int size() const { return static_cast<int>(nodes_.size()); }
    const node& operator[](int i) const { return nodes_[static_cast<std::size_t>(i)]; }
    /// The name of a new, empty database, which every node has when this returns.
    std::string new_database();
    /// Waits until all nodes are of one cluster and Synced; false when they are not after so long.
    bool synced(std::chrono::seconds patience = std::chrono::seconds(60)) const;

    private_galera(const private_galera&) = delete;
    private_galera& operator=(const private_galera&) = delete;
    ~private_galera();

private:
    private_galera() = default;
    bool start();
    bool start_node(int first_port, int port);
    void stop_all();
    std::string logs() const;

    std::deque<node> nodes_;
    int made_ = 0;
};

}  // namespace retort::test
