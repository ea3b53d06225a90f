//! The process' figures, as Prometheus reads them.

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::sync::OnceLock;

/// Upper bounds of histograms, by what is measured: requests and transactions, whole jobs, commands in a group,
/// and tokens a second.
const SECONDS: &[f64] = &[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];
const LONG_SECONDS: &[f64] = &[0.01, 0.05, 0.25, 1.0, 5.0, 15.0, 60.0, 300.0, 900.0, 3600.0];
const COMMANDS: &[f64] = &[1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0];
const TOKENS: &[f64] = &[1.0, 2.5, 5.0, 10.0, 25.0, 50.0, 100.0, 250.0];

/// Which bounds each histogram has; whole names come before endings.
fn bounds() -> [(Matcher, &'static [f64]); 6] {
    let whole = |name: &str| Matcher::Full(name.to_owned());
    [
        (whole("spool_job_wait_seconds"), LONG_SECONDS),
        (whole("spool_job_attempt_seconds"), LONG_SECONDS),
        (whole("spool_maintenance_seconds"), LONG_SECONDS),
        (whole("spool_append_group_commands"), COMMANDS),
        (whole("spool_text_tokens_per_second"), TOKENS),
        (Matcher::Suffix("_seconds".to_owned()), SECONDS),
    ]
}

/// Makes this process record its figures; doing it again gives the same handle. A process that records
/// them elsewhere already keeps doing so, and this one stays empty.
pub fn install() -> &'static PrometheusHandle {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    HANDLE.get_or_init(|| {
        let builder = bounds().into_iter().fold(PrometheusBuilder::new(), |builder, (matcher, bounds)| {
            builder.set_buckets_for_metric(matcher, bounds).expect("there are bounds")
        });
        let recorder = builder.build_recorder();
        let handle = recorder.handle();
        if metrics::set_global_recorder(recorder).is_err() {
            tracing::warn!("figures are recorded elsewhere already; /metrics stays empty");
        }
        describe_metrics();
        handle
    })
}

/// Tells the installed recorder what the metrics of this crate and of those below it mean. Those without labels are
/// shown from then on, at zero.
pub fn describe_metrics() {
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
    metrics::gauge!("spool_streams_open").increment(0.0);
    metrics::gauge!("spool_stream_waiting_bytes").increment(0.0);
    metrics::counter!("spool_streams_lagged_total").increment(0);
    // Known by being there; it has no samples yet.
    drop(metrics::histogram!("spool_stream_delay_seconds"));
}
