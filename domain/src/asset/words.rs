//! What assets are made of and what they are for, in one spelling.

use crate::vocabulary::vocabulary;

vocabulary! {
    /// What an asset's bytes are.
    AssetKind, "asset kind" {
        /// A picture.
        Image = "image",
        /// Moving pictures, with or without sound.
        Video = "video",
        /// Sound.
        Audio = "audio",
        /// Plain text.
        Text = "text",
        /// A document with a layout.
        Document = "document",
        /// Files packed into one.
        Archive = "archive",
    }
}

vocabulary! {
    /// What an asset is for.
    AssetTag, "asset tag" {
        /// A frame of a shot, as a storyboard artist would draw it.
        Storyboard = "storyboard",
        /// A shot's clean frame without ink, arrows or slate: what moving pictures are made from.
        Still = "still",
        /// A sheet of frames.
        Board = "board",
        /// A shot in motion.
        Clip = "clip",
        /// A picture of a character.
        Character = "character",
        /// A portrait of a character.
        Portrait = "portrait",
        /// A narrator's voice.
        Narration = "narration",
        /// A character's voice.
        Dialogue = "dialogue",
        /// Music.
        Music = "music",
        /// Sound effects.
        Effects = "effects",
        /// The sound of a place.
        Ambience = "ambience",
        /// All sounds together.
        Mix = "mix",
        /// Frames and sound cut to time.
        Animatic = "animatic",
        /// A picture that stands for the whole.
        Poster = "poster",
        /// A small picture that stands for a larger thing.
        Thumbnail = "thumbnail",
        /// A frame in linear light, for compositing.
        Exr = "exr",
        /// Words timed to pictures.
        Captions = "captions",
        /// Something a person brought in.
        Upload = "upload",
        /// Something to be taken elsewhere.
        Export = "export",
    }
}
