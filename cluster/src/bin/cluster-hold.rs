//! Runs a private cluster until its standard input closes: `cluster-hold DIR [PORT]`. It prints one line
//! with the socket address, the loopback address and Postgres' process number. The tests kill it in all
//! ways; a developer looks at a stopped studio's data with it.

use std::io::{Read as _, Write as _};
use std::process::ExitCode;

use cluster::{Cluster, ClusterConfig, DATABASE};

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(root) = arguments.next() else {
        eprintln!("usage: cluster-hold DIR [PORT]");
        return ExitCode::from(2);
    };
    let port = arguments.next().and_then(|text| text.parse().ok());
    match Cluster::start(&ClusterConfig { port, ..ClusterConfig::new(root) }) {
        Ok(cluster) => {
            println!("{} {} {}", cluster.socket_url(DATABASE), cluster.tcp_url(DATABASE), cluster.pid());
            // Whoever reads may be gone already; then the input is closed too.
            let _ = std::io::stdout().flush();
            let _ = std::io::stdin().read_to_end(&mut Vec::new());
            cluster.stop();
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
