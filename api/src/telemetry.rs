//! The process' figures, as Prometheus reads them.

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::sync::OnceLock;

/// Upper bounds of the duration histograms, in seconds.
const SECONDS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// Makes this process record its figures; doing it again gives the same handle. A process that records
/// them elsewhere already keeps doing so, and this one stays empty.
pub fn install() -> PrometheusHandle {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    HANDLE
        .get_or_init(|| {
            let builder = PrometheusBuilder::new()
                .set_buckets_for_metric(Matcher::Suffix("_seconds".into()), &SECONDS)
                .expect("there are buckets");
            let recorder = builder.build_recorder();
            let handle = recorder.handle();
            if metrics::set_global_recorder(recorder).is_err() {
                tracing::warn!("figures are recorded elsewhere already; /metrics stays empty");
            }
            describe();
            handle
        })
        .clone()
}

fn describe() {
    use metrics::Unit::{Bytes, Count, Seconds};
    use metrics::{describe_counter, describe_gauge, describe_histogram};
    event_store::describe_metrics();
    projections::metrics::describe_metrics();
    describe_counter!("spool_http_requests_total", Count, "requests answered, by method, route and status");
    describe_histogram!(
        "spool_http_request_seconds",
        Seconds,
        "time until an answer began, by method and route"
    );
    describe_gauge!("spool_streams_open", Count, "event streams that are open");
    describe_gauge!("spool_stream_waiting_bytes", Bytes, "bytes that wait for slow stream readers");
    describe_counter!("spool_streams_lagged_total", Count, "streams cut because their reader was too slow");
    describe_histogram!(
        "spool_stream_delay_seconds",
        Seconds,
        "time from an event's recording until it was handed to the streams"
    );
}
