//! Reading an EXR file back, channel by channel.

/// All values of one channel of an EXR file, rows from the top.
pub(crate) fn exr_channel(bytes: &[u8], name: &str) -> Vec<f32> {
    use exr::prelude::{ReadChannels, ReadLayers, read};
    let image = read()
        .no_deep_data()
        .largest_resolution_level()
        .all_channels()
        .first_valid_layer()
        .all_attributes()
        .from_buffered(std::io::Cursor::new(bytes))
        .expect("an exr");
    let channel = image.layer_data.channel_data.list.iter().find(|c| c.name.eq(name)).expect("the channel");
    channel.sample_data.values_as_f32().collect()
}
