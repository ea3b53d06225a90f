// Generated from api/openapi.json by `npm run gen`. Do not edit.

export interface paths {
    "/api/v1/assets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List assets
         * @description Your own and those of scripts that are shared with you, the newest first.
         */
        get: operations["list_assets"];
        put?: never;
        /**
         * Upload a file
         * @description The body is the file and nothing else. What it is, its first bytes say: PNG, JPEG, GIF, WebP and EXR
         *     pictures of at most 50 million pixels; MP4, MOV, WebM and Matroska; WAV, FLAC, Ogg, MP3 and M4A; PDF;
         *     ZIP; and text in UTF-8. A `Content-Type` that says something else is refused.
         */
        post: operations["upload_asset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an asset
         * @description What is known of it, or with `as_of` was known then; its bytes are its content. A deleted one says when it was
         *     deleted.
         */
        get: operations["read_asset"];
        put?: never;
        post?: never;
        /**
         * Delete an asset
         * @description What is known of it stays, as does its place in the history. Its bytes go after a day, unless another
         *     asset has the same.
         */
        delete: operations["delete_asset"];
        options?: never;
        head?: never;
        /**
         * Change an asset
         * @description What it is for; everything else about its bytes stays.
         */
        patch: operations["change_asset"];
        trace?: never;
    };
    "/api/v1/assets/{id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an asset's content
         * @description Its bytes, or with `Range` a part of them. The `ETag` is their hash: they never change. A signed address
         *     needs nobody to be signed in.
         */
        get: operations["read_asset_content"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{id}/signed-url": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign an address of an asset's content
         * @description Whoever has it can read the content until it runs out, without signing in.
         */
        post: operations["sign_asset_url"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign out
         * @description Ends this sign-in: its access and refresh tokens are not good any more.
         */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who am I */
        get: operations["me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Renew a sign-in
         * @description Takes the refresh token from its cookie, or from the body. A token is used once; using it again ends
         *     the sign-in, because somebody else may have a copy.
         */
        post: operations["refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign up
         * @description The first account of a studio is its admin. Signs in at once. With an `Idempotency-Key`, the same
         *     address and the same password, a repetition signs in to the account that the first one made.
         */
        post: operations["register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/characters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List characters
         * @description The newest first.
         */
        get: operations["list_characters"];
        put?: never;
        /** Make a character */
        post: operations["create_character"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/characters/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a character
         * @description As they are, or with `as_of` as they were.
         */
        get: operations["read_character"];
        put?: never;
        post?: never;
        /**
         * Put a character away
         * @description It can be restored; the scripts that cast it keep it.
         */
        delete: operations["archive_character"];
        options?: never;
        head?: never;
        /** Change a character */
        patch: operations["change_character"];
        trace?: never;
    };
    "/api/v1/characters/{id}/portrait": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Draw a character
         * @description Asks for a job that makes a portrait from the profile, or from the look that is settled.
         */
        post: operations["draw_portrait"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/characters/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring a character back */
        post: operations["restore_character"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Watch everything of yours
         * @description Server-sent events: a snapshot, then everything that happens to what is yours, in order, with the
         *     progress and the words of your jobs that run. `Last-Event-ID` or `after` resumes. With
         *     `Accept: application/json`: a page of events instead.
         */
        get: operations["watch_all"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List jobs
         * @description The newest first, without their texts.
         */
        get: operations["list_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a job
         * @description As it is, or with `as_of` as it was: without its progress, which is not kept.
         */
        get: operations["read_job"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a job
         * @description Its priority; a production's is that of its nodes.
         */
        patch: operations["change_job"];
        trace?: never;
    };
    "/api/v1/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a job
         * @description A job that waits is over at once; a running one when its worker has stopped, and a production when all its
         *     nodes have. One that is over stays as it is.
         */
        post: operations["cancel_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Watch a job
         * @description Server-sent events: a snapshot, then everything the job goes through and causes, in order, with its
         *     progress and its words; `end` when it is over. `Last-Event-ID` or `after` resumes. With
         *     `Accept: application/json`: a page of events instead.
         */
        get: operations["watch_job"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/graph": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a production's graph
         * @description What it consists of and what became of each part. Empty until it is planned.
         */
        get: operations["read_job_graph"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause a job
         * @description It does not start, and one that runs is handed back by its worker. A paused production lets no node start.
         */
        post: operations["pause_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what a job made
         * @description `Location` is where it is.
         */
        get: operations["read_job_result"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume a job
         * @description Undoes a pause.
         */
        post: operations["resume_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try a job again
         * @description For one that failed or was cancelled. What it had finished is not made again. Of a production, all nodes that
         *     failed, were blocked or cancelled are tried again; a node is tried again with those it needs that were not
         *     made and those it blocks.
         */
        post: operations["retry_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maintenance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List maintenance tasks
         * @description What comes round by the clock, when it was done last and how that went. For administrators.
         */
        get: operations["list_maintenance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read this description */
        get: operations["read_openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scenes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a scene
         * @description As it is, or with `as_of` as it was.
         */
        get: operations["read_scene"];
        put?: never;
        post?: never;
        /**
         * Take a scene out of its version
         * @description It stays readable by its id, and in the history.
         */
        delete: operations["remove_scene"];
        options?: never;
        head?: never;
        /**
         * Change a scene
         * @description A new text is a new revision; the older ones stay readable.
         */
        patch: operations["change_scene"];
        trace?: never;
    };
    "/api/v1/scenes/{id}/animatic": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Film a scene
         * @description Asks for a production of the scene's animatic: its shots, frames and sound as far as they are not made yet,
         *     and the film of them: MP4 at 24 frames a second with cuts and a track of captions, unless said otherwise. A
         *     narrator reads the heading and the action lines. The scene must be one of the newest version.
         */
        post: operations["film_scene"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scenes/{id}/breakdown": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Break a scene down
         * @description Asks for a job that covers the scene with shots. Locked ones stay; what others rendered stays with them.
         */
        post: operations["break_down_scene"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scenes/{id}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Declare a change
         * @description A difference that is meant, such as a coat that was torn: it is noted on the shots it concerns, and costs
         *     no points of consistency in this scene.
         */
        post: operations["declare_change"];
        /**
         * Withdraw a declared change
         * @description One that was never declared changes nothing.
         */
        delete: operations["withdraw_change"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scenes/{id}/consistency": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a scene's consistency
         * @description By shot, with reasons, the worst first, and for the scene as a whole.
         */
        get: operations["read_consistency"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scenes/{id}/revisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a scene's revisions
         * @description Every text it ever had, the newest first.
         */
        get: operations["list_scene_revisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scenes/{id}/shots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a scene's shots
         * @description In order, each with the take that is shown. None before the first breakdown. With `as_of` as they were.
         */
        get: operations["list_shots"];
        put?: never;
        /**
         * Add a shot
         * @description By hand, before the shot at `index`, or at the end. It gets the letter after the last one given.
         */
        post: operations["add_shot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scenes/{id}/storyboard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Draw a scene
         * @description Asks for a job that gives each shot a take, one after another; a scene without shots is broken down first.
         *     A frame that was drawn from the same before is taken over. While a frame is drawn its job shows previews of it,
         *     the first at once.
         */
        post: operations["storyboard_scene"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scripts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List scripts
         * @description The newest first.
         */
        get: operations["list_scripts"];
        put?: never;
        /** Begin a script */
        post: operations["create_script"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scripts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a script
         * @description As it is, or with `as_of` as it was.
         */
        get: operations["read_script"];
        put?: never;
        post?: never;
        /**
         * Put a script away
         * @description Nothing changes in it until it is restored.
         */
        delete: operations["archive_script"];
        options?: never;
        head?: never;
        /** Change a script */
        patch: operations["change_script"];
        trace?: never;
    };
    "/api/v1/scripts/{id}/animatic": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Film a script
         * @description Asks for a production of the newest version's animatic: its shots, frames and sound as far as they are not
         *     made yet, and the film of them: MP4 at 24 frames a second with cuts and a track of captions, unless said
         *     otherwise. A narrator reads the headings and the action lines.
         */
        post: operations["film_script"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scripts/{id}/budget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a script's budget
         * @description With what its jobs have cost so far, and what those that run are expected to cost.
         */
        get: operations["read_budget"];
        /**
         * Set a script's budget
         * @description From then on, work that would go beyond it is refused, and what waits fails when its turn comes. The `ETag`
         *     is the script's.
         */
        put: operations["set_budget"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scripts/{id}/characters/{character_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Add a character to the cast */
        put: operations["attach_character"];
        post?: never;
        /**
         * Take a character out of the cast
         * @description One that is not in it stays out.
         */
        delete: operations["detach_character"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scripts/{id}/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erase a script
         * @description For good: the key of its words is destroyed, so that nobody can read them in the log, where they stay, nor in
         *     any copy of it; they are taken out of everything else, its jobs are cancelled and its files removed. That
         *     something happened, when, and by whom is still on record.
         */
        post: operations["erase_script"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scripts/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Watch a script
         * @description Server-sent events: a snapshot, then everything that happens to the script, its versions, scenes and
         *     jobs, in order, with the progress and the words of jobs that run. `Last-Event-ID` or `after` resumes.
         *     With `Accept: application/json`: a page of events instead.
         */
        get: operations["watch_script"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scripts/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export a script
         * @description A version as it is now, with its scenes' newest texts and their shots. Times are those of the sound, where a
         *     scene has been mixed, and else the planned ones; scenes that nobody has broken down are cut as their texts
         *     give it.
         */
        get: operations["export_script"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scripts/{id}/generate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have a version written
         * @description Asks for a job that ends with a new version. `Prefer: wait=N` answers when the job is over, or after N
         *     seconds.
         */
        post: operations["generate_script"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scripts/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a script's history
         * @description Who did what, when, and what it was before; the newest first.
         */
        get: operations["read_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scripts/{id}/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import a version
         * @description The body is a Fountain or Final Draft file of at most 10 MB, which becomes the script's next version. A
         *     `parent` that is not the newest version any more is refused.
         */
        post: operations["import_version"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scripts/{id}/produce": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Produce
         * @description Asks for a production: a job that makes everything that is wanted of the newest version, each part as soon
         *     as what it needs is there, and nothing again that was made of the same before. `Prefer: wait=N` answers when
         *     it is over, or after N seconds.
         */
        post: operations["produce_script"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scripts/{id}/produce/estimate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Estimate a production
         * @description The plan as it would be now, with what of it is there already. Nothing is recorded.
         */
        post: operations["estimate_production"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scripts/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring a script back */
        post: operations["restore_script"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scripts/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a script's versions
         * @description The newest first, without their texts.
         */
        get: operations["list_versions"];
        put?: never;
        /**
         * Write a version
         * @description The text of a screenplay is read as Fountain, and each of its scenes becomes one. A `parent` that is not
         *     the newest version any more is refused.
         */
        post: operations["create_version"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scripts/{id}/versions/{n}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a version
         * @description With its text and scenes; with `as_of`, its label, notes and scenes as they were.
         */
        get: operations["read_version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a version's label and notes */
        patch: operations["change_version"];
        trace?: never;
    };
    "/api/v1/scripts/{id}/versions/{n}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring an older version back
         * @description Makes it the newest once more: a new version with its text, and its scenes as they are now.
         */
        post: operations["restore_version"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scripts/{id}/versions/{n}/scenes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a version's scenes
         * @description By number, without those that were removed.
         */
        get: operations["list_scenes"];
        put?: never;
        /** Add a scene to a version */
        post: operations["create_scene"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scripts/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import a screenplay
         * @description The body is a Fountain or Final Draft file of at most 10 MB. It becomes a script with its first version and
         *     scenes; who speaks becomes its cast, and characters of yours by the same names are taken. All of it or nothing.
         */
        post: operations["import_script"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shots/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a shot
         * @description Also one that gave way: its takes stay. With `as_of` as it was.
         */
        get: operations["read_shot"];
        put?: never;
        post?: never;
        /**
         * Take a shot out of its scene
         * @description It stays readable by its id, and so do its takes.
         */
        delete: operations["remove_shot"];
        options?: never;
        head?: never;
        /**
         * Change a shot
         * @description A locked one refuses, unless the same request unlocks it.
         */
        patch: operations["change_shot"];
        trace?: never;
    };
    "/api/v1/shots/{id}/active-take": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Choose a take
         * @description The one that is shown, and goes into films and sheets, from now on.
         */
        put: operations["choose_take"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shots/{id}/clip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Film a shot
         * @description Asks for the clip of a shot: the camera moves over the frame that the shot shows, as long as the shot is planned,
         *     without sound; MP4 at 24 frames a second unless said otherwise. The shot must have a frame.
         */
        post: operations["film_shot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shots/{id}/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move a shot
         * @description To another place among the scene's shots. Its letter stays: what a slate said once stays true.
         */
        post: operations["move_shot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shots/{id}/refine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Draw a shot otherwise
         * @description Asks for a job that adds a take. What is asked for in words must be something that can be done: the answer
         *     to anything else says what was not understood. `Prefer: wait=N` answers when it is over, or after N seconds.
         */
        post: operations["refine_shot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shots/{id}/takes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a shot's takes
         * @description The newest first; with `as_of` those it had, and which of them was shown.
         */
        get: operations["list_takes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/system": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is this */
        get: operations["read_system"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List workers
         * @description Whoever works here, dead ones included until they are cleared away, and what each has. For administrators.
         */
        get: operations["list_workers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A person's account. */
        Account: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /** @description How the person is called. */
            display_name: string;
            /** @description The address, in lower case. */
            email: string;
            /** @description Its id, which the log knows. */
            id: components["schemas"]["AccountId"];
            /** @description What the person may do beside their own things. */
            role: components["schemas"]["AccountRole"];
        };
        /**
         * Format: uuid
         * @description A person's account. Accounts live outside the log, which carries only this id.
         */
        AccountId: string;
        /**
         * @description What a person may do beside their own things.
         * @enum {string}
         */
        AccountRole: "admin" | "member";
        /** @description Which take is shown. */
        ActiveTake: {
            /**
             * Format: uuid
             * @description One of the shot's takes.
             */
            take_id: string;
        };
        /** @description Who did something. */
        Actor: {
            id?: null | components["schemas"]["AccountId"];
            /** @description `account`, `worker` or `system`. */
            kind: string;
            /** @description The person's name, the worker's, or `Spool`. */
            name: string;
        };
        /**
         * @description About how old somebody is.
         * @enum {string}
         */
        Age: "child" | "young" | "adult" | "old";
        /**
         * @description From where the camera looks.
         * @enum {string}
         */
        Angle: "eye" | "low" | "high" | "overhead" | "worm" | "dutch" | "over_shoulder";
        /**
         * @description What consistency is judged by.
         * @enum {string}
         */
        Aspect: "look" | "set" | "light" | "time_of_day" | "screen_direction" | "props";
        /**
         * @description The shape of a picture, width to height.
         * @enum {string}
         */
        AspectRatio: "16:9" | "2.39:1" | "9:16" | "1:1" | "4:3";
        /** @description An asset, and where its bytes are. */
        Asset: components["schemas"]["AssetDetails"] & {
            links: components["schemas"]["AssetLinks"];
        };
        /** @description What changes of an asset. */
        AssetChange: {
            /** @description What it is for. */
            tag: "storyboard" | "still" | "board" | "clip" | "character" | "portrait" | "narration" | "dialogue" | "music" | "effects" | "ambience" | "mix" | "animatic" | "poster" | "thumbnail" | "exr" | "captions" | "upload" | "export";
        };
        /** @description An asset as clients see it; they see where its bytes are, too, and call that the asset. */
        AssetDetails: {
            /**
             * Format: int64
             * @description How many bytes there are.
             */
            bytes: number;
            character_id: null | components["schemas"]["CharacterId"];
            /**
             * Format: date-time
             * @description When it was added.
             */
            created_at: string;
            /** @description The account that brought it, or for which it was made. */
            created_by: components["schemas"]["AccountId"];
            /**
             * Format: date-time
             * @description When it was deleted; its bytes are gone then, or will be soon.
             */
            deleted_at: string | null;
            /**
             * Format: int64
             * @description Milliseconds it lasts.
             */
            duration_ms: number | null;
            /** @description What a person would call the file. */
            file_name: string;
            /**
             * Format: int32
             * @description Pixels down.
             */
            height: number | null;
            /** @description Its id. */
            id: components["schemas"]["AssetId"];
            /** @description The media type, such as `image/png`. */
            media_type: string;
            /** @description The position of its last event. */
            position: components["schemas"]["Position"];
            /** @description How it came to be. */
            provenance: components["schemas"]["AssetProvenance"];
            scene_id: null | components["schemas"]["SceneId"];
            script_id: null | components["schemas"]["ScriptId"];
            /** @description Their SHA-256, 64 hexadecimal digits. */
            sha256: string;
            shot_id: null | components["schemas"]["ShotId"];
            /** @description What it is for. */
            tag: components["schemas"]["AssetTag"];
            /** @description What its bytes are. */
            type: components["schemas"]["AssetKind"];
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updated_at: string;
            /**
             * Format: int32
             * @description Pixels across.
             */
            width: number | null;
        };
        /**
         * Format: uuid
         * @description Bytes with provenance: an image, a sound, a clip, a text.
         */
        AssetId: string;
        /**
         * @description What an asset's bytes are.
         * @enum {string}
         */
        AssetKind: "image" | "video" | "audio" | "text" | "document" | "archive";
        /** @description Where to go on from an asset. */
        AssetLinks: {
            /** @description Its bytes. */
            content: string;
            /** @description The asset itself. */
            self: string;
        };
        /** @description One page of assets. */
        AssetPage: {
            items: components["schemas"]["Asset"][];
            /** @description Where the next page begins; null on the last. */
            next_cursor: string | null;
        };
        /** @description Where an asset's bytes come from. */
        AssetProvenance: {
            /** @description The engine that did, such as `storyboard` or `hibari`. */
            engine?: string;
            /** @description The licence of the model, or of the samples or fonts that are in the bytes. */
            licence?: string;
            /** @description The model it used. */
            model?: string;
            /** @description Everything else that was set; null if nothing was. */
            parameters?: Record<string, never> | null;
            /** @description The words it was asked with. */
            prompt?: string;
            /**
             * Format: int64
             * @description The seed: with the same engine, prompt and parameters it gives the same bytes.
             */
            seed?: number;
            /** @description Who made them. */
            source: components["schemas"]["AssetSource"];
        };
        /** @description Who made the bytes. */
        AssetSource: {
            /** @enum {string} */
            kind: "upload";
        } | {
            /** @description The job. */
            job_id: components["schemas"]["JobId"];
            /** @enum {string} */
            kind: "job";
        };
        /**
         * @description What an asset is for.
         * @enum {string}
         */
        AssetTag: "storyboard" | "still" | "board" | "clip" | "character" | "portrait" | "narration" | "dialogue" | "music" | "effects" | "ambience" | "mix" | "animatic" | "poster" | "thumbnail" | "exr" | "captions" | "upload" | "export";
        /** @description How broad somebody is, from 0, thin, to 1. */
        Breadth: number;
        /** @description How to cover a scene. */
        BreakDownRequest: {
            /**
             * @description Whether shots that cover this text already give way, unless they are locked; they do unless said
             *     otherwise.
             */
            again?: boolean | null;
            /**
             * @description Whether the language model says of each shot in words of its own what it shows; the rules' words stand
             *     unless it is asked.
             */
            describe?: boolean;
        };
        /** @description How much a script may cost in all; `None` is without limit. */
        Budget: {
            /**
             * Format: int64
             * @description Milliseconds of workers' slots.
             */
            compute_ms: number | null;
            /**
             * Format: int64
             * @description Millionths of a US dollar.
             */
            usd_micros: number | null;
        };
        /** @description How much a script's jobs may cost in all. */
        BudgetRequest: {
            /**
             * Format: int64
             * @description Milliseconds of workers' slots; null or left out is without limit.
             */
            compute_ms?: number | null;
            /**
             * Format: int64
             * @description Millionths of a US dollar; null or left out is without limit.
             */
            usd_micros?: number | null;
        };
        /** @description A body. */
        Build: {
            /** @description How broad. */
            breadth: components["schemas"]["Breadth"];
            /** @description How tall. */
            height_m: components["schemas"]["Height"];
        };
        /** @description Why a job is no longer wanted. */
        CancelRequest: {
            /** @description Why it is no longer wanted. */
            reason?: string | null;
        };
        /** @description A character as clients see it. */
        Character: {
            /** @description Whether it is put away. */
            archived: boolean;
            /** @description Where they come from. */
            backstory: string;
            /**
             * Format: date-time
             * @description When it was created.
             */
            created_at: string;
            /** @description What they want. */
            goals: string;
            /** @description Its id. */
            id: components["schemas"]["CharacterId"];
            /** @description What they look like. */
            look: string;
            /** @description The name, as cues use it. */
            name: string;
            /** @description What they are like. */
            personality: string;
            /** @description The position of its last event. */
            position: components["schemas"]["Position"];
            settled_look: null | components["schemas"]["Look"];
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updated_at: string;
            /** @description How they speak. */
            voice: string;
        };
        /** @description What changes; fields that are left out stay. */
        CharacterChange: {
            /** @description Where they come from. */
            backstory?: string;
            /** @description What they want. */
            goals?: string;
            /** @description What they look like. */
            look?: string;
            /** @description The name, as cues use it. */
            name?: string;
            /** @description What they are like. */
            personality?: string;
            /** @description How they speak. */
            voice?: string;
        };
        /**
         * Format: uuid
         * @description A reusable character profile.
         */
        CharacterId: string;
        /** @description One page of characters. */
        CharacterPage: {
            items: components["schemas"]["Character"][];
            /** @description Where the next page begins; null on the last. */
            next_cursor: string | null;
        };
        /** @description A character in a cast. */
        CharacterRef: {
            /** @description The character. */
            id: components["schemas"]["CharacterId"];
            /** @description The name. */
            name: string;
        };
        /** @description How the clip of one shot is made: what is left out is MP4 at 24 frames a second without a slate. */
        ClipOptions: {
            format?: null | components["schemas"]["FilmFormat"];
            /**
             * Format: int32
             * @description Frames a second: 24, 25 or 30.
             */
            fps?: number | null;
            /** @description Whether a strip over it has its name and its time. */
            slate?: boolean;
        };
        /** @description Colour temperature of the picture in kelvin: low is warm. */
        ColorTemp: number;
        /** @description A colour in sRGB, written `#rrggbb`. */
        Colour: string;
        /**
         * @description How the frame is divided.
         * @enum {string}
         */
        Composition: "thirds_left" | "thirds_right" | "centered" | "symmetrical" | "negative_space" | "golden";
        /** @description How well a scene's frames keep to what was agreed. */
        Consistency: {
            /** @description What differs on purpose, and costs no points. */
            changes: components["schemas"]["DeclaredChange"][];
            /**
             * Format: double
             * @description The mean of its shots' scores, from 0 to 100; null until one is scored.
             */
            mean: number | null;
            /** @description The scene. */
            scene_id: components["schemas"]["SceneId"];
            /** @description Its shots, in order, by the takes that are shown. */
            shots: components["schemas"]["ShotConsistency"][];
        };
        /** @description A frame's consistency with its scene. */
        ConsistencyScore: {
            /** @description Aspect by aspect, the worst first. */
            reasons: components["schemas"]["Reason"][];
            /** @description All in all. */
            total: components["schemas"]["Score"];
        };
        /** @description Who wrote a scene's text. */
        ContentSource: {
            /** @enum {string} */
            kind: "hand";
        } | {
            /** @description The job. */
            job_id: components["schemas"]["JobId"];
            /** @enum {string} */
            kind: "job";
        };
        /** @description Contrast in percent. */
        Contrast: number;
        /** @description What work takes: this studio's machines' time, and money where somebody else's are paid. */
        Cost: {
            /**
             * Format: int64
             * @description Milliseconds of a worker's slot.
             */
            compute_ms: number;
            /**
             * Format: int64
             * @description Millionths of a US dollar.
             */
            usd_micros: number;
        };
        /** @description What is worn. */
        Costume: {
            /** @description What it is. */
            kind: components["schemas"]["Garment"];
            /** @description Its main colour. */
            primary: components["schemas"]["Colour"];
            /** @description Its second colour. */
            secondary: components["schemas"]["Colour"];
        };
        /**
         * @description What a shot does in the coverage of its scene.
         * @enum {string}
         */
        Coverage: "establishing" | "master" | "single" | "two_shot" | "over_shoulder" | "reaction" | "insert" | "moving";
        /** @description An address and its password. */
        Credentials: {
            /**
             * Format: email
             * @description The address, which names the account.
             */
            email: string;
            /**
             * Format: password
             * @description The password.
             */
            password: string;
        };
        /** @description A difference that is meant: it costs no points in this scene. */
        DeclaredChange: {
            /** @description Who or what differs. */
            subject: components["schemas"]["Subject"];
            /** @description How, in words. */
            what: string;
        };
        /**
         * @description The hand a board is drawn in.
         * @enum {string}
         */
        DrawingStyle: "marker" | "colour" | "pencil" | "render";
        /**
         * Format: int32
         * @description How long a shot lasts, in milliseconds.
         */
        DurationMs: number;
        /** @description What was erased. */
        Erased: {
            /**
             * Format: int64
             * @description Events from before this studio sealed words: these hold theirs in the clear for ever. 0 unless the script is
             *     that old.
             */
            events_in_clear: number;
            /** @description Files that were removed. One that something else needs, too, stays. */
            files: number;
            /** @description Jobs that were cancelled. */
            jobs: number;
            /** @description The script. */
            script_id: components["schemas"]["ScriptId"];
        };
        /** @description What is to be erased, in words. */
        EraseRequest: {
            /** @description The working title. */
            title: string;
        };
        /**
         * @description What sort of failure it was, which decides whether trying again can help.
         * @enum {string}
         */
        ErrorClass: "transient" | "permanent" | "crash" | "timeout" | "blocked" | "budget";
        /** @description A node of a production that is not asked for yet. */
        EstimatedNode: {
            /** @description What it is expected to cost: nothing, if it is made. */
            estimate: components["schemas"]["Cost"];
            /** @description Equal for equal inputs. */
            input_hash: string;
            job_id: null | components["schemas"]["JobId"];
            /** @description The kind of work. */
            kind: components["schemas"]["JobKind"];
            /** @description What people call it. */
            label: string;
            /** @description The nodes it needs, by their index. */
            needs: number[];
            /** @description What there is of it. */
            state: components["schemas"]["EstimatedState"];
        };
        /**
         * @description What there is of a node.
         * @enum {string}
         */
        EstimatedState: "made" | "stale" | "missing" | "running";
        /** @description Something that happened. */
        Event: {
            /** @description Who did it: `account:UUID`, `worker:NAME` or `system`. */
            actor: string;
            /** @description What it happened to: script, version, scene, character or job. */
            aggregate: string;
            /**
             * Format: uuid
             * @description Its id.
             */
            aggregate_id: string;
            /**
             * Format: date-time
             * @description When it was recorded.
             */
            at: string;
            /** @description What it says, in its type's own shape. */
            data: Record<string, never>;
            /** @description The job it is of, or that caused it. */
            job_id?: components["schemas"]["JobId"];
            /** @description Its place in the log. */
            position: components["schemas"]["Position"];
            /** @description The script it is part of. */
            script_id?: components["schemas"]["ScriptId"];
            /**
             * Format: int64
             * @description Its place in that thing's own events.
             */
            sequence: number;
            /** @description What happened, as `aggregate.event`. */
            type: string;
        };
        /** @description One page of events, the oldest first. */
        EventPage: {
            items: components["schemas"]["Event"][];
            /** @description Where the next page begins; null when this one ends with the newest event. */
            next_cursor: string | null;
        };
        /** @description Where a body is turned, in degrees: 0 is to the camera, 90 to the right of the frame, -90 to its left, 180 away. */
        Facing: number;
        /** @description What is wrong with one field. */
        FieldError: {
            /** @description What is wrong with it, to follow the field's name. */
            message: string;
            /**
             * @description A JSON pointer into the body, such as `/character_ids/0`; for anything else its name, such as
             *     `/limit` for a query parameter. Empty: the body as a whole.
             */
            pointer: string;
        };
        /** @description One person in the frame, seen from the camera. */
        Figure: {
            /** @description Whose figure it is, by the character's name. */
            character: string;
            /** @description Where the body is turned. */
            facing: components["schemas"]["Facing"];
            /** @description Where the eyes look. */
            gaze: components["schemas"]["Gaze"];
            /** @description What it does. */
            pose: components["schemas"]["Pose"];
            /** @description What it holds. */
            prop?: string | null;
            /** @description Metres to the right of the middle. */
            x: components["schemas"]["Metres"];
            /** @description Metres towards the camera. */
            z: components["schemas"]["Metres"];
        };
        /**
         * @description Where a film shows what is said.
         * @enum {string}
         */
        FilmCaptions: "track" | "burned" | "none";
        /**
         * @description The file that a film becomes.
         * @enum {string}
         */
        FilmFormat: "mp4" | "webm";
        /**
         * @description How a film is made: what is left out is MP4 at 24 frames a second with cuts, captions in a track, no slate and
         *     no narrator.
         */
        FilmOptions: {
            captions?: null | components["schemas"]["FilmCaptions"];
            format?: null | components["schemas"]["FilmFormat"];
            /**
             * Format: int32
             * @description Frames a second: 24, 25 or 30.
             */
            fps?: number | null;
            /** @description Whether a voice of its own reads the headings and the action lines. */
            narrator?: boolean;
            /** @description Whether a strip over every shot has its name and the film's time. */
            slate?: boolean;
            transitions?: null | components["schemas"]["FilmTransitions"];
        };
        /**
         * @description How the shots of a film give way to each other; a crossfade has its middle where the cut would be.
         * @enum {string}
         */
        FilmTransitions: "cuts" | "scene_crossfades" | "crossfades";
        /**
         * @description What kind of production a script is for.
         * @enum {string}
         */
        Format: "feature" | "series" | "short";
        /** @description Horizontal field of view in degrees. */
        Fov: number;
        /**
         * @description What is worn.
         * @enum {string}
         */
        Garment: "coat" | "jacket" | "suit" | "dress" | "uniform" | "apron" | "sweater" | "shirt" | "robe" | "armour" | "hoodie";
        /** @description Where eyes look, in degrees above the horizon. */
        Gaze: number;
        /** @description What to write. */
        GenerateRequest: {
            /** @description How much of it; short unless said. */
            length?: components["schemas"]["Length"];
            /** @description What is wanted, in your own words. */
            prompt: string;
            /** @description Screenplay, treatment or outline; a screenplay unless said. */
            script_type?: components["schemas"]["ScriptType"];
        };
        /**
         * @description A script's genre: held across versions until it is unlocked.
         * @enum {string}
         */
        Genre: "action" | "adventure" | "animation" | "comedy" | "crime" | "documentary" | "drama" | "fantasy" | "historical" | "horror" | "musical" | "mystery" | "noir" | "romance" | "science_fiction" | "thriller" | "war" | "western";
        /** @description One node needs another. */
        GraphEdge: {
            /** @description What is needed. */
            from: components["schemas"]["JobId"];
            /** @description What needs it. */
            to: components["schemas"]["JobId"];
        };
        /** @description A node of a production, with what became of it. */
        GraphNode: {
            /**
             * Format: int32
             * @description How often it was started.
             */
            attempt: number;
            blocked_by: null | components["schemas"]["JobId"];
            /** @description What it has cost so far. */
            cost: components["schemas"]["Cost"];
            /**
             * Format: date-time
             * @description When it was over.
             */
            ended_at: string | null;
            error: null | components["schemas"]["JobError"];
            /** @description What it was expected to cost. */
            estimate: components["schemas"]["Cost"];
            /** @description The job that makes it, or made it before. */
            job_id: components["schemas"]["JobId"];
            /** @description The kind of work. */
            kind: components["schemas"]["JobKind"];
            /** @description What people call it. */
            label: string;
            /** @description Whether it waits for somebody to resume it. */
            paused: boolean;
            progress: null | components["schemas"]["Progress"];
            /** @description Whether the output was there before. */
            reused: boolean;
            /**
             * Format: date-time
             * @description When its last attempt began.
             */
            started_at: string | null;
            /** @description Where it stands. */
            state: components["schemas"]["NodeState"];
        };
        /** @description Hair. */
        Hair: {
            /** @description Its colour; the hat's under a hat. */
            colour: components["schemas"]["Colour"];
            /** @description How it is worn. */
            style: components["schemas"]["HairStyle"];
        };
        /**
         * @description How hair is worn.
         * @enum {string}
         */
        HairStyle: "short" | "long" | "bun" | "hat" | "bald" | "curly" | "ponytail" | "bob";
        /** @description How far bright things bleed, in percent. */
        HdrBloom: number;
        /** @description How tall somebody is, in metres. */
        Height: number;
        /** @description One line of a script's history. */
        HistoryItem: {
            /** @description Who did it. */
            actor: components["schemas"]["Actor"];
            /** @description What it became, in the event's shape; absent when there is nothing to say. */
            after?: unknown;
            /** @description What it happened to: script, version, scene, character or job. */
            aggregate: string;
            /**
             * Format: uuid
             * @description Its id.
             */
            aggregate_id: string;
            /**
             * Format: date-time
             * @description When it happened.
             */
            at: string;
            /** @description What it was before, in the event's shape; absent when there was nothing. */
            before?: unknown;
            /** @description The event's position. */
            position: components["schemas"]["Position"];
            /** @description What happened, in a sentence. */
            summary: string;
            /** @description What happened, as `aggregate.event`. */
            type: string;
        };
        /** @description One page of a script's history. */
        HistoryPage: {
            items: components["schemas"]["HistoryItem"][];
            /** @description Where the next page begins; null on the last. */
            next_cursor: string | null;
        };
        /**
         * @description What makes a picture.
         * @enum {string}
         */
        ImageEngine: "storyboard" | "diffusion";
        /** @description A script that was imported. */
        ImportedScript: components["schemas"]["Script"] & {
            /** @description What was read. */
            imported: components["schemas"]["ImportReport"];
        };
        /**
         * @description What a file was written in.
         * @enum {string}
         */
        ImportFormat: "fountain" | "fdx";
        /** @description What was read of a file. */
        ImportReport: {
            /**
             * Format: int32
             * @description How many pages it prints on.
             */
            pages: number;
            /** @description How many scenes it has. */
            scenes: number;
            /** @description What it was written in. */
            source: components["schemas"]["ImportFormat"];
            /** @description Who speaks in it, in the order in which they first do; at most 100. */
            speakers: components["schemas"]["Speaker"][];
        };
        /** @description A job. */
        Job: {
            /**
             * Format: int32
             * @description How often it was started.
             */
            attempt: number;
            /** @description Whether somebody asked for its end while it was not over. */
            cancelling: boolean;
            /** @description What it has cost so far; of a production, what its nodes have, once it is over. */
            cost: components["schemas"]["Cost"];
            /**
             * Format: date-time
             * @description When it was over.
             */
            ended_at: string | null;
            error: null | components["schemas"]["JobError"];
            /** @description What it is expected to cost; of a production, all of it. */
            estimate: components["schemas"]["Cost"];
            /** @description Its id. */
            id: components["schemas"]["JobId"];
            /** @description What was asked for. */
            input: Record<string, never>;
            /** @description What sort of work it is. */
            kind: components["schemas"]["JobKind"];
            /** @description What it is called there. */
            label: string | null;
            /** @description Where to go from here. */
            links: components["schemas"]["JobLinks"];
            /**
             * Format: int32
             * @description How often it may be started without a hand.
             */
            max_attempts: number;
            /** @description Whether it waits for somebody to resume it. */
            paused: boolean;
            phase: null | components["schemas"]["Phase"];
            /** @description The position of its last event. */
            position: components["schemas"]["Position"];
            /**
             * Format: int32
             * @description Higher runs sooner.
             */
            priority: number;
            production_id: null | components["schemas"]["JobId"];
            progress: null | components["schemas"]["Progress"];
            queue: null | components["schemas"]["JobQueue"];
            /**
             * Format: date-time
             * @description When it was asked for.
             */
            requested_at: string;
            result: null | components["schemas"]["JobResult"];
            script_id: null | components["schemas"]["ScriptId"];
            /**
             * Format: date-time
             * @description When the attempt at hand, or the last one, began.
             */
            started_at: string | null;
            /** @description Where it stands. */
            state: components["schemas"]["JobState"];
            totals: null | components["schemas"]["Totals"];
        };
        /** @description What can be changed of a job. */
        JobChange: {
            /**
             * Format: int32
             * @description Higher runs sooner, among your own jobs; 0 unless said.
             */
            priority: number;
        };
        /** @description Why an attempt or a job failed. */
        JobError: {
            /** @description What sort of failure it was. */
            class: components["schemas"]["ErrorClass"];
            /** @description What happened, in a sentence for the one who asked. */
            message: string;
        };
        /** @description The graph of a production. */
        JobGraph: {
            /** @description What needs what. */
            edges: components["schemas"]["GraphEdge"][];
            /** @description The production. */
            job_id: components["schemas"]["JobId"];
            /** @description Its nodes, each after what it needs; none before it is planned. */
            nodes: components["schemas"]["GraphNode"][];
            /** @description What this is as of: the production's events after it are news. */
            position: components["schemas"]["Position"];
            /** @description How its nodes stand. */
            totals: components["schemas"]["Totals"];
        };
        /**
         * Format: uuid
         * @description One unit of making.
         */
        JobId: string;
        /**
         * @description The kinds of work there are.
         * @enum {string}
         */
        JobKind: "generate_script" | "produce" | "time_scene" | "time_script" | "review_scene" | "review_script" | "break_down_scene" | "describe_scene" | "storyboard_scene" | "refine_shot" | "draw_portrait" | "speak_scene" | "score_scene" | "sound_scene" | "mix_scene" | "film_shot" | "film_scene" | "film_script";
        /** @description Where to go from a job. */
        JobLinks: {
            /** @description Ends it, by POST. */
            cancel: string;
            /** @description Its events. */
            events: string;
            /** @description What it consists of, if it is a production. */
            graph: string | null;
            /** @description What it made. */
            result: string;
            /** @description The script it works on. */
            script: string | null;
            /** @description The job. */
            self: string;
        };
        /** @description One page of jobs. */
        JobPage: {
            items: components["schemas"]["Job"][];
            /** @description Where the next page begins; null on the last. */
            next_cursor: string | null;
        };
        /** @description A place among those that wait. */
        JobQueue: {
            /**
             * Format: double
             * @description Seconds until its turn, if that can be told.
             */
            eta_s: number | null;
            /**
             * Format: int32
             * @description How many come before it.
             */
            position: number;
        };
        /** @description What a job made. */
        JobResult: {
            /** @description What it made, as its kind makes it. */
            made?: Record<string, never> | null;
            version_id?: null | components["schemas"]["VersionId"];
            /**
             * Format: int32
             * @description That version's number.
             */
            version_number?: number | null;
        };
        /**
         * @description Where a job stands.
         * @enum {string}
         */
        JobState: "pending" | "validating" | "queued" | "running" | "completed" | "failed" | "cancelled" | "partially_completed";
        /**
         * @description How much is to be written.
         * @enum {string}
         */
        Length: "short" | "medium" | "long";
        /** @description How much light there is, in percent. */
        Lighting: number;
        /** @description Everything a picture needs to know of a character; the same in every shot. */
        Look: {
            /** @description About how old. */
            age: components["schemas"]["Age"];
            /** @description The body. */
            build: components["schemas"]["Build"];
            /** @description What they wear. */
            costume: components["schemas"]["Costume"];
            /** @description The hair. */
            hair: components["schemas"]["Hair"];
            /** @description What tells their face from others, each once. */
            marks?: components["schemas"]["Mark"][];
            /** @description How they come across. */
            presenting: components["schemas"]["Presenting"];
            /** @description The skin. */
            skin_tone: components["schemas"]["SkinTone"];
        };
        /** @description The tasks. */
        MaintenanceList: {
            /** @description All of them, by name. */
            items: components["schemas"]["MaintenanceTask"][];
        };
        /**
         * @description How a round went.
         * @enum {string}
         */
        MaintenanceOutcome: "done" | "failed";
        /** @description Work that comes round by the clock, once for all processes. */
        MaintenanceTask: {
            /** @description Why it failed. */
            error: string | null;
            /**
             * Format: int32
             * @description How far apart two rounds are, in seconds.
             */
            every_s: number;
            last_outcome: null | components["schemas"]["MaintenanceOutcome"];
            /**
             * Format: int64
             * @description How many rows or files that removed.
             */
            last_removed: number | null;
            /**
             * Format: date-time
             * @description When it was done last.
             */
            last_run_at: string | null;
            /**
             * Format: date-time
             * @description When it is done next.
             */
            next_run_at: string;
            /** @description Its name. */
            task: string;
            /**
             * Format: double
             * @description How long it took, in milliseconds.
             */
            took_ms: number | null;
            /** @description Who did it. */
            worker: string | null;
        };
        /**
         * @description What tells a face from others.
         * @enum {string}
         */
        Mark: "glasses" | "beard" | "moustache" | "scar" | "freckles" | "eyepatch" | "earrings" | "tattoo";
        /** @description A place on the floor in metres from the middle of the scene. */
        Metres: number;
        /**
         * @description What the camera does while it runs.
         * @enum {string}
         */
        Movement: "static" | "pan_left" | "pan_right" | "tilt_up" | "tilt_down" | "push_in" | "pull_out" | "track_left" | "track_right" | "crane_up" | "crane_down" | "handheld";
        /** @description A new account. */
        NewAccount: {
            /** @description How the person is called. */
            display_name: string;
            /**
             * Format: email
             * @description The address, which names the account.
             */
            email: string;
            /**
             * Format: password
             * @description The password.
             */
            password: string;
        };
        /** @description A difference that is meant. */
        NewChange: {
            /** @description The character it is about, by name; the scene's set when it is left out. */
            character?: string | null;
            /** @description How it differs, in words. */
            what: string;
        };
        /** @description A new character. */
        NewCharacter: {
            /** @description Where they come from. */
            backstory?: string;
            /** @description What they want. */
            goals?: string;
            /** @description What they look like. */
            look?: string;
            /** @description The name, as cues use it. */
            name: string;
            /** @description What they are like. */
            personality?: string;
            /** @description How they speak. */
            voice?: string;
        };
        /** @description A new scene. */
        NewScene: {
            /** @description The scene's text, without its slugline. */
            content?: string;
            /**
             * Format: int32
             * @description The episode, in a series.
             */
            episode?: number | null;
            /** @description What the scene is to achieve. */
            goal?: string;
            /**
             * Format: int32
             * @description Its number in the version; after the last one when it is left out.
             */
            number?: number | null;
            /** @description The slugline, such as INT. LAMP ROOM - NIGHT. */
            setting: string;
            /** @description What stands against it. */
            tension?: string;
            tone?: null | components["schemas"]["Tone"];
        };
        /** @description A new script. */
        NewScript: {
            /** @description The cast: characters of yours. */
            character_ids?: string[];
            /** @description Feature, series or short; a feature unless said. */
            format?: components["schemas"]["Format"];
            /** @description The genre; it holds from the first version on. */
            genre: components["schemas"]["Genre"];
            /** @description The story in a sentence or two. */
            logline: string;
            /** @description The working title. */
            title: string;
            /** @description The tone; it holds from the first version on. */
            tone: components["schemas"]["Tone"];
        };
        /** @description A shot that is put in by hand. Light and lens are those of the shot before it unless said. */
        NewShot: {
            angle?: null | components["schemas"]["Angle"];
            /** @description Who is in it, by name. */
            characters?: string[];
            composition?: null | components["schemas"]["Composition"];
            /** @description What is seen, in words. */
            description?: string;
            /**
             * Format: int32
             * @description Milliseconds it lasts; 3000 unless said.
             */
            duration_ms?: number | null;
            /** @description Who stands where. */
            figures?: components["schemas"]["Figure"][];
            /**
             * Format: int32
             * @description Before the shot at this place, from 0; at the end when it is left out.
             */
            index?: number | null;
            movement?: null | components["schemas"]["Movement"];
            /** @description Whatever somebody wants to remember. */
            notes?: string;
            /** @description Lens and light, as far as they differ. */
            params?: components["schemas"]["ParamsChange"];
            /** @description Things that matter in it. */
            props?: string[];
            role?: null | components["schemas"]["Coverage"];
            /** @description How much the frame holds. */
            size: components["schemas"]["Size"];
        };
        /** @description How long an address is to work. */
        NewSignedUrl: {
            /**
             * Format: int32
             * @description Seconds for which it works; an hour unless said.
             */
            expires_s?: number;
        };
        /** @description A new version, written by hand. */
        NewVersion: {
            /** @description A name such as a revision colour; null takes it away. */
            label?: string | null;
            /**
             * Format: int32
             * @description The number of the version it was written from; the newest when it is left out.
             */
            parent?: number | null;
            script_type?: null | components["schemas"]["ScriptType"];
            /** @description The text; a screenplay is Fountain. */
            text: string;
        };
        /**
         * @description Where a node of a production stands.
         * @enum {string}
         */
        NodeState: "waiting" | "queued" | "running" | "completed" | "failed" | "blocked" | "cancelled";
        /** @description Lens and light. */
        Params: {
            /** @description Colour temperature. */
            color_temp: components["schemas"]["ColorTemp"];
            /** @description Contrast. */
            contrast: components["schemas"]["Contrast"];
            /** @description Horizontal field of view. */
            fov: components["schemas"]["Fov"];
            /** @description How far highlights bleed. */
            hdr_bloom: components["schemas"]["HdrBloom"];
            /** @description How much light. */
            lighting: components["schemas"]["Lighting"];
        };
        /** @description The numbers that change, the others absent. */
        ParamsChange: {
            color_temp?: null | components["schemas"]["ColorTemp"];
            contrast?: null | components["schemas"]["Contrast"];
            fov?: null | components["schemas"]["Fov"];
            hdr_bloom?: null | components["schemas"]["HdrBloom"];
            lighting?: null | components["schemas"]["Lighting"];
        };
        /**
         * @description What a running job is doing.
         * @enum {string}
         */
        Phase: "generating_text" | "generating_images" | "generating_video" | "generating_audio" | "composing";
        /** @description How pictures are made: what is left out is 16:9, standard, and drawn by the storyboard engine. */
        PictureOptions: {
            aspect_ratio?: null | components["schemas"]["AspectRatio"];
            engine?: null | components["schemas"]["ImageEngine"];
            /** @description Whether a 16-bit `OpenEXR` file comes with each: linear light, normals, depth and identifiers. */
            exr?: boolean;
            quality?: null | components["schemas"]["Quality"];
            /**
             * Format: int32
             * @description Another number is another drawing of the same; the set's own number when it is left out.
             */
            seed?: number | null;
            style?: null | components["schemas"]["DrawingStyle"];
            /**
             * Format: int32
             * @description Pixels across, instead of a quality; the height follows from the shape. Odd numbers lose one.
             */
            width?: number | null;
        };
        /** @description How to draw. */
        PortraitRequest: {
            /** @description How the picture is made: a square of 1,024 pixels, unless this says otherwise. */
            picture?: components["schemas"]["PictureOptions"];
        };
        /**
         * @description What a figure's body does.
         * @enum {string}
         */
        Pose: "stand" | "walk" | "run" | "sit" | "crouch" | "lie" | "kneel" | "lean" | "point" | "reach" | "hold" | "phone" | "drink" | "embrace" | "fight" | "aim" | "write" | "read" | "drive" | "wave" | "cower" | "look_up" | "look_down";
        /**
         * Format: int64
         * @description An event's place in the one log: 1, 2, 3 … with no gaps; 0 is before the first.
         */
        Position: number;
        /**
         * @description How somebody comes across.
         * @enum {string}
         */
        Presenting: "feminine" | "masculine" | "neutral";
        /** @description The body of an error answer. */
        Problem: {
            /** @description What happened this time. */
            detail?: string;
            /** @description What is wrong with which field; empty when it is not about fields. */
            errors: components["schemas"]["FieldError"][];
            /**
             * Format: int32
             * @description The HTTP status.
             */
            status: number;
            /** @description The kind in words. */
            title: string;
            /** @description Names this request in the server's log. */
            trace_id: string;
            /**
             * @description The kind of problem, stable: `urn:spool:problem:KIND`.
             * @example urn:spool:problem:validation
             */
            type: string;
        };
        /** @description What is to be produced. */
        ProduceRequest: {
            /** @description How its films are made. */
            film?: components["schemas"]["FilmOptions"];
            /**
             * Format: uuid
             * @description The episode's number, or the scene's or character's id; left out for the whole script.
             */
            id?: number | string | null;
            /** @description How its pictures are made. A film has the shape of its frames. */
            picture?: components["schemas"]["PictureOptions"];
            /** @description Of how much. */
            scope: components["schemas"]["ProduceScope"];
            /** @description Which kinds of work; what they need comes with them. All that can be asked for, unless said. */
            want?: components["schemas"]["JobKind"][] | null;
        };
        /**
         * @description What a production is of.
         * @enum {string}
         */
        ProduceScope: "script" | "episode" | "scene" | "character";
        /** @description What a production would be, and what it would cost. */
        ProductionEstimate: {
            /** @description How much it may cost in all. */
            budget: components["schemas"]["Budget"];
            /** @description What all of it is expected to cost. */
            estimate: components["schemas"]["Cost"];
            /** @description Its nodes, each after what it needs. */
            nodes: components["schemas"]["EstimatedNode"][];
            /** @description What its running jobs are expected to cost. */
            reserved: components["schemas"]["Cost"];
            /**
             * Format: double
             * @description How long it would take from now with the workers there are, in seconds.
             */
            seconds: number;
            /** @description What the script has cost so far. */
            spent: components["schemas"]["Cost"];
        };
        /** @description How far a running job is. */
        Progress: {
            /**
             * Format: double
             * @description Seconds until it is done, if that can be told.
             */
            eta_s: number | null;
            /**
             * Format: double
             * @description How much of the whole is done, 0 to 1.
             */
            fraction: number;
            /** @description What it is doing, for people. */
            message: string;
            /** @description What the picture at hand looks like so far: a small image as a data URL. */
            preview_url: string | null;
            /**
             * Format: int32
             * @description How many jobs come before it, while it waits for a worker.
             */
            queue_position?: number | null;
            /**
             * Format: int32
             * @description The step it is at, from 1; 0 before the first.
             */
            step: number;
            /** @description All text of this attempt so far; absent from lists and from repeated reports. */
            text?: string | null;
            /**
             * Format: int32
             * @description How many steps there are.
             */
            total_steps: number;
            totals?: null | components["schemas"]["Totals"];
        };
        /** @description How an engine made a text: enough to name it, credit it and make it again. */
        Provenance: {
            /** @description The engine, such as `candle`. */
            engine: string;
            /** @description The licence of its weights. */
            licence: string;
            /** @description The model's name. */
            model: string;
            /** @description Where the weights come from. */
            origin: string;
            /** @description What was asked for, word for word. */
            prompt: string;
            /**
             * Format: int64
             * @description The seed of the random choices.
             */
            seed: number;
            /** @description The SHA-256 of the weights' file, in hexadecimal. */
            sha256: string;
            /**
             * Format: int64
             * @description Tokens read and written in all.
             */
            tokens: number;
        };
        /**
         * @description How fine a picture is: what fits the screen of that name.
         * @enum {string}
         */
        Quality: "preview" | "standard" | "high" | "4k";
        /** @description Why a frame lost points, or that it did not. */
        Reason: {
            /** @description What was judged. */
            aspect: components["schemas"]["Aspect"];
            /** @description In words. */
            message: string;
            /** @description How well it fits. */
            score: components["schemas"]["Score"];
        };
        /** @description What is to be otherwise. */
        RefineRequest: {
            /** @description Lens, light, camera and sky; they win over words. */
            params?: components["schemas"]["ShotParams"];
            /** @description How the picture is made. */
            picture?: components["schemas"]["PictureOptions"];
            /** @description What is to be otherwise, in words: darker, lower angle. */
            refinement_prompt?: string;
        };
        /** @description A refresh token, for programs that keep no cookies. */
        RefreshRequest: {
            /** @description The refresh token, where it is not in a cookie. */
            refresh_token?: string;
        };
        /** @description A scene as clients see it. */
        Scene: {
            /**
             * Format: int32
             * @description Which of its texts the shots cover; none before the first breakdown.
             */
            broken_down: number | null;
            /** @description What differs on purpose in it. */
            changes: components["schemas"]["DeclaredChange"][];
            /** @description Its text, without the slugline. */
            content: string;
            /**
             * Format: date-time
             * @description When it was added.
             */
            created_at: string;
            /**
             * Format: int32
             * @description The episode, in a series.
             */
            episode: number | null;
            /** @description What the scene is to achieve. */
            goal: string;
            /** @description Its id. */
            id: components["schemas"]["SceneId"];
            /**
             * Format: int32
             * @description Its number in the version, from 1.
             */
            number: number;
            /** @description The position of its last event. */
            position: components["schemas"]["Position"];
            /** @description Whether it was taken out. */
            removed: boolean;
            /**
             * Format: int32
             * @description How often its text was written; the first text is 1.
             */
            revision: number;
            /** @description The script it belongs to. */
            script_id: components["schemas"]["ScriptId"];
            /** @description The slugline. */
            setting: string;
            /** @description What stands against it. */
            tension: string;
            /** @description The scene's own mood. */
            tone: components["schemas"]["Tone"];
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updated_at: string;
            /** @description The version it belongs to. */
            version_id: components["schemas"]["VersionId"];
            /**
             * Format: int32
             * @description That version's number.
             */
            version_number: number;
        };
        /** @description What changes; fields that are left out stay. */
        SceneChange: {
            /** @description The scene's text, without its slugline. */
            content?: string;
            /**
             * Format: int32
             * @description The episode, in a series.
             */
            episode?: number;
            /** @description What the scene is to achieve. */
            goal?: string;
            /**
             * Format: int32
             * @description Its number in the version.
             */
            number?: number;
            /** @description The slugline, such as INT. LAMP ROOM - NIGHT. */
            setting?: string;
            /** @description What stands against it. */
            tension?: string;
            /** @description The scene's own mood. */
            tone?: components["schemas"]["Tone"];
        };
        /**
         * Format: uuid
         * @description One slugline's worth of a version.
         */
        SceneId: string;
        /** @description One page of scenes. */
        ScenePage: {
            items: components["schemas"]["Scene"][];
            /** @description Where the next page begins; null on the last. */
            next_cursor: string | null;
        };
        /** @description One text that a scene had. */
        SceneRevision: {
            /** @description The text. */
            content: string;
            /**
             * Format: date-time
             * @description When it was written.
             */
            created_at: string;
            /** @description The position of the event that set it down. */
            position: components["schemas"]["Position"];
            /**
             * Format: int32
             * @description Which of its texts: 1, 2, 3 …
             */
            revision: number;
            /** @description The scene. */
            scene_id: components["schemas"]["SceneId"];
            /** @description Who wrote it. */
            source: components["schemas"]["ContentSource"];
        };
        /** @description One page of a scene's texts. */
        SceneRevisionPage: {
            items: components["schemas"]["SceneRevision"][];
            /** @description Where the next page begins; null on the last. */
            next_cursor: string | null;
        };
        /** @description From 0, nothing fits, to 100, everything does. */
        Score: number;
        /** @description A script as clients see it. */
        Script: {
            /** @description Whether it is put away. */
            archived: boolean;
            /** @description The cast, by name. */
            characters: components["schemas"]["CharacterRef"][];
            /**
             * Format: date-time
             * @description When it was created.
             */
            created_at: string;
            /** @description Feature, series or short. */
            format: components["schemas"]["Format"];
            /** @description The genre. */
            genre: components["schemas"]["Genre"];
            /**
             * Format: int32
             * @description The newest version's number.
             */
            head: number | null;
            /** @description Its id. */
            id: components["schemas"]["ScriptId"];
            /** @description Whether genre and tone hold: they do from the first version on. */
            locked: boolean;
            /** @description The story in a sentence or two. */
            logline: string;
            /** @description The position of its last event. */
            position: components["schemas"]["Position"];
            /**
             * Format: int32
             * @description How many scenes the newest version has.
             */
            scene_count: number;
            /** @description The working title. */
            title: string;
            /** @description The tone. */
            tone: components["schemas"]["Tone"];
            /**
             * Format: date-time
             * @description When it last changed, its versions' and scenes' own changes not counted.
             */
            updated_at: string;
            /**
             * Format: int32
             * @description How many versions there are.
             */
            version_count: number;
        };
        /** @description What changes; fields that are left out stay. */
        ScriptChange: {
            /** @description The genre; once a version exists, only together with `unlock`. */
            genre?: components["schemas"]["Genre"];
            /** @description The story in a sentence or two. */
            logline?: string;
            /** @description The working title. */
            title?: string;
            /** @description The tone; once a version exists, only together with `unlock`. */
            tone?: components["schemas"]["Tone"];
            /** @description Whether genre and tone may change although versions exist. */
            unlock?: boolean;
        };
        /**
         * Format: uuid
         * @description A script: one project.
         */
        ScriptId: string;
        /** @description One page of scripts. */
        ScriptPage: {
            items: components["schemas"]["Script"][];
            /** @description Where the next page begins; null on the last. */
            next_cursor: string | null;
        };
        /**
         * @description The form of a version's text.
         * @enum {string}
         */
        ScriptType: "screenplay" | "treatment" | "outline";
        /** @description A sign-in: who it is, and the token that proves it. */
        Session: {
            /** @description A JWT, to be sent as `Authorization: Bearer`; browsers use the cookie that comes with it. */
            access_token: string;
            /**
             * Format: int64
             * @description Seconds that the access token lives.
             */
            expires_in: number;
            /** @description For programs that keep no cookies, when they say `Spool-Client: cli`. */
            refresh_token?: string;
            /** @description Always `Bearer`. */
            token_type: string;
            user: components["schemas"]["Account"];
        };
        /** @description A shot of a scene. */
        Shot: components["schemas"]["ShotPlan"] & {
            active_take: null | components["schemas"]["ShotTake"];
            /**
             * Format: date-time
             * @description When it was planned.
             */
            created_at: string;
            /** @description Its id. */
            id: components["schemas"]["ShotId"];
            /**
             * Format: int32
             * @description Its place among the scene's shots, from 0.
             */
            index: number;
            links: components["schemas"]["ShotLinks"];
            /** @description Whether it stays as it is. */
            locked: boolean;
            /**
             * @description What its slate says: the scene's number and the shot's letters.
             * @example 3A
             */
            name: string;
            /** @description The position of its last event. */
            position: components["schemas"]["Position"];
            /** @description Whether it gave way; its takes stay. */
            removed: boolean;
            /** @description The scene it covers. */
            scene_id: components["schemas"]["SceneId"];
            /** @description The script that is of. */
            script_id: components["schemas"]["ScriptId"];
            /**
             * Format: int32
             * @description How many takes it has.
             */
            take_count: number;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updated_at: string;
            /** @description The version that is of. */
            version_id: components["schemas"]["VersionId"];
        };
        /** @description How well one frame does. */
        ShotConsistency: {
            /** @description What its slate says. */
            name: string;
            score: null | components["schemas"]["ConsistencyScore"];
            /** @description The shot. */
            shot_id: components["schemas"]["ShotId"];
            take_id: null | components["schemas"]["TakeId"];
        };
        /**
         * Format: uuid
         * @description One camera set-up of a scene.
         */
        ShotId: string;
        /** @description Where to go on from a shot. */
        ShotLinks: {
            /** @description Makes its clip. */
            clip: string;
            /** @description Draws it otherwise, by POST. */
            refine: string;
            /** @description Its scene. */
            scene: string;
            /** @description The shot itself. */
            self: string;
            /** @description Its takes. */
            takes: string;
        };
        /** @description The shots of a scene: all of them, since there are at most 200. */
        ShotList: {
            /** @description In order. */
            items: components["schemas"]["Shot"][];
        };
        /** @description Where a shot goes. */
        ShotMove: {
            /**
             * Format: int32
             * @description Its place among the scene's shots, from 0; the last one if it is beyond.
             */
            index: number;
        };
        /** @description Lens, light, camera and sky. What is left out stays as each shot has it. */
        ShotParams: {
            camera_angle?: null | components["schemas"]["Angle"];
            /** @description Colour temperature of the picture in kelvin: low is warm. candlelight is 2000, tungsten is 3200, neutral is 4500, daylight is 5600, overcast is 6500, shade is 8000. */
            color_temp?: null | number | ("candlelight" | "tungsten" | "neutral" | "daylight" | "overcast" | "shade");
            composition?: null | components["schemas"]["Composition"];
            /** @description Contrast in percent. flat is 15, soft is 32, medium is 50, hard is 70, stark is 90. */
            contrast?: null | number | ("flat" | "soft" | "medium" | "hard" | "stark");
            /** @description Horizontal field of view in degrees. telephoto is 12, portrait is 28, normal is 45, wide is 75, ultra_wide is 105. */
            fov?: null | number | ("telephoto" | "portrait" | "normal" | "wide" | "ultra_wide");
            /** @description How far bright things bleed, in percent. none is 0, subtle is 20, glow is 50, dreamy is 85. */
            hdr_bloom?: null | number | ("none" | "subtle" | "glow" | "dreamy");
            /** @description How much light there is, in percent. low_key is 20, dim is 38, natural is 55, bright is 75, high_key is 90. */
            lighting?: null | number | ("low_key" | "dim" | "natural" | "bright" | "high_key");
            shot_size?: null | components["schemas"]["Size"];
            time_of_day?: null | components["schemas"]["TimeOfDay"];
            weather?: null | components["schemas"]["Weather"];
        };
        /** @description What changes; fields that are left out stay. */
        ShotPatch: {
            /** @description From where the camera looks. */
            angle?: components["schemas"]["Angle"];
            /** @description Who is in it, by name. */
            characters?: string[];
            /** @description How the frame is divided. */
            composition?: components["schemas"]["Composition"];
            /** @description What is seen, in words. */
            description?: string;
            /**
             * Format: int32
             * @description Milliseconds it lasts.
             */
            duration_ms?: number;
            /** @description Who stands where. */
            figures?: components["schemas"]["Figure"][];
            /**
             * Format: int32
             * @description Its place among the scene's shots, from 0; the last one if it is beyond.
             */
            index?: number;
            /** @description Whether it stays as it is from now on; one that is unlocked can change in the same request. */
            locked?: boolean;
            /** @description What the camera does. */
            movement?: components["schemas"]["Movement"];
            /** @description Whatever somebody wants to remember. */
            notes?: string;
            /** @description Lens and light, as far as they change. */
            params?: components["schemas"]["ParamsChange"];
            /** @description Things that matter in it. */
            props?: string[];
            /** @description What it does in the coverage. */
            role?: components["schemas"]["Coverage"];
            /** @description How much the frame holds. */
            size?: components["schemas"]["Size"];
        };
        /** @description What a shot is to show and how. */
        ShotPlan: {
            /** @description From where the camera looks. */
            angle: components["schemas"]["Angle"];
            /** @description Who is in it, by name. */
            characters: string[];
            /** @description How the frame is divided. */
            composition: components["schemas"]["Composition"];
            /** @description What is seen, in words. */
            description: string;
            /** @description How long it lasts, in milliseconds. */
            duration_ms: components["schemas"]["DurationMs"];
            /** @description Who stands where. */
            figures: components["schemas"]["Figure"][];
            /** @description What the camera does. */
            movement: components["schemas"]["Movement"];
            /** @description Whatever somebody wants to remember. */
            notes: string;
            /** @description Lens and light. */
            params: components["schemas"]["Params"];
            /** @description Things that matter in it. */
            props: string[];
            /** @description What it does in the coverage. */
            role: components["schemas"]["Coverage"];
            /** @description How much the frame holds. */
            size: components["schemas"]["Size"];
            span?: null | components["schemas"]["TextSpan"];
        };
        /** @description One rendering of a shot. */
        ShotTake: {
            /** @description Whether it is the one that is shown. */
            active: boolean;
            board: null | components["schemas"]["TakeAsset"];
            clip: null | components["schemas"]["TakeAsset"];
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /** @description What rendered it. */
            engine: string;
            exr: null | components["schemas"]["TakeAsset"];
            /** @description Its id. */
            id: components["schemas"]["TakeId"];
            /** @description Hash of all its inputs. */
            input_hash: string;
            job_id: null | components["schemas"]["JobId"];
            /** @description Everything it was rendered from. */
            parameters: Record<string, never>;
            /** @description The position of the event that brought it. */
            position: components["schemas"]["Position"];
            /** @description The words that asked for it, if it refines another. */
            refinement: string | null;
            score: null | components["schemas"]["ConsistencyScore"];
            /**
             * Format: int64
             * @description The seed it was rendered with.
             */
            seed: number;
            /** @description Of which shot. */
            shot_id: components["schemas"]["ShotId"];
            /** @description The clean picture. */
            still: components["schemas"]["TakeAsset"];
        };
        /** @description An address that works without signing in. */
        SignedUrl: {
            /**
             * Format: date-time
             * @description When it stops working.
             */
            expires_at: string;
            /** @description The address of the content, from the root of this host. */
            url: string;
        };
        /**
         * @description How much of a person the frame holds.
         * @enum {string}
         */
        Size: "ecu" | "cu" | "mcu" | "ms" | "mls" | "fs" | "ws" | "ews";
        /** @description How dark skin is, from 0, pale, to 1. */
        SkinTone: number;
        /** @description Where a version's text came from. */
        Source: {
            /** @enum {string} */
            kind: "text";
        } | {
            /** @description The file's name. */
            file: string;
            /** @enum {string} */
            kind: "import";
        } | {
            /** @description The job. */
            job_id: components["schemas"]["JobId"];
            /** @enum {string} */
            kind: "job";
        } | {
            /**
             * Format: int32
             * @description That version's number.
             */
            from: number;
            /** @enum {string} */
            kind: "restore";
        };
        /** @description Somebody who speaks. */
        Speaker: {
            character_id: null | components["schemas"]["CharacterId"];
            /** @description Whether the character was made now, and not there before. */
            created: boolean;
            /** @description The name. */
            name: string;
        };
        /** @description What a script has cost, and what it may cost. */
        Spending: {
            /** @description How much it may cost in all. */
            budget: components["schemas"]["Budget"];
            /** @description What those that run are expected to cost. */
            reserved: components["schemas"]["Cost"];
            /** @description What its jobs have cost so far. */
            spent: components["schemas"]["Cost"];
        };
        /** @description What to draw. */
        StoryboardRequest: {
            /** @description Lens, light, camera and sky for all of them, in place of their own. */
            base_params?: components["schemas"]["ShotParams"];
            /**
             * Format: int32
             * @description How many of its shots, from the first; all when it is left out.
             */
            frame_count?: number | null;
            /** @description How the pictures are made. */
            picture?: components["schemas"]["PictureOptions"];
        };
        /** @description What a declared change is about. */
        Subject: {
            /** @enum {string} */
            kind: "character";
            /** @description By name. */
            name: string;
        } | {
            /** @enum {string} */
            kind: "set";
        };
        /** @description What this studio is, for pages that are shown before anybody signs in. */
        System: {
            /** @description Whether the next account is the first one, and so the admin. */
            first_account: boolean;
            /** @description Whether anybody has signed up. */
            signed_up: boolean;
            text_model: null | components["schemas"]["TextModel"];
            /** @description The version of this Spool. */
            version: string;
        };
        /** @description A file of a take, and where its bytes are. */
        TakeAsset: {
            /** @description The asset. */
            asset_id: components["schemas"]["AssetId"];
            /** @description Its bytes. */
            content: string;
        };
        /**
         * Format: uuid
         * @description One rendering of a shot, or of a character's portrait.
         */
        TakeId: string;
        /** @description The takes of a shot: all of them, since there are at most 200. */
        TakeList: {
            /** @description The newest first. */
            items: components["schemas"]["ShotTake"][];
        };
        /** @description A language model, as it is shown and credited. */
        TextModel: {
            /** @description The licence of its weights. */
            licence: string;
            /** @description Its name. */
            name: string;
            /** @description Where the weights come from. */
            origin: string;
        };
        /** @description A stretch of a scene's text. */
        TextSpan: {
            /**
             * Format: int32
             * @description One past the last byte.
             */
            end: number;
            /**
             * Format: int32
             * @description Of which revision of the scene's text.
             */
            revision: number;
            /**
             * Format: int32
             * @description First byte.
             */
            start: number;
        };
        /**
         * @description When it plays, as far as the light is concerned.
         * @enum {string}
         */
        TimeOfDay: "day" | "night" | "dawn" | "dusk";
        /**
         * @description The mood of a script or of one scene.
         * @enum {string}
         */
        Tone: "dark" | "light" | "suspenseful" | "comedic" | "dramatic" | "romantic" | "gritty" | "whimsical" | "melancholic" | "epic" | "satirical" | "neutral";
        /** @description How the nodes of a production stand. The other numbers add up to `total`. */
        Totals: {
            /**
             * Format: int32
             * @description Not made because something they need was not.
             */
            blocked: number;
            /**
             * Format: int32
             * @description No longer wanted.
             */
            cancelled: number;
            /**
             * Format: int32
             * @description Made by this production.
             */
            completed: number;
            /**
             * Format: int32
             * @description Not made, and why is theirs to say.
             */
            failed: number;
            /**
             * Format: int32
             * @description Made before from the same inputs.
             */
            reused: number;
            /**
             * Format: int32
             * @description Being made.
             */
            running: number;
            /**
             * Format: int32
             * @description All of them.
             */
            total: number;
            /**
             * Format: int32
             * @description Waiting for what they need, or for a worker.
             */
            waiting: number;
        };
        /** @description A version with its text. */
        Version: components["schemas"]["VersionSummary"] & {
            /** @description The text, in Fountain. */
            text: string;
        };
        /** @description What changes beside a text that never does; fields that are left out stay. */
        VersionChange: {
            /** @description A name such as a revision colour; null takes it away. */
            label?: string | null;
            /** @description Notes beside the version. */
            notes?: string;
        };
        /**
         * Format: uuid
         * @description One immutable draft of a script's text.
         */
        VersionId: string;
        /** @description One page of versions. */
        VersionPage: {
            items: components["schemas"]["VersionSummary"][];
            /** @description Where the next page begins; null on the last. */
            next_cursor: string | null;
        };
        /** @description A version without its text, as lists show it. */
        VersionSummary: {
            /**
             * Format: date-time
             * @description When it was drafted.
             */
            created_at: string;
            /** @description The account that wrote it, or for whom a job did. */
            created_by: components["schemas"]["AccountId"];
            /** @description Its id. */
            id: components["schemas"]["VersionId"];
            /** @description A name such as a revision colour. */
            label: string | null;
            /** @description Notes beside it. */
            notes: string;
            /**
             * Format: int32
             * @description Its number in the script: 1, 2, 3 …
             */
            number: number;
            /**
             * Format: int32
             * @description The number of the version it was written from.
             */
            parent: number | null;
            /** @description The position of its last event. */
            position: components["schemas"]["Position"];
            provenance: null | components["schemas"]["Provenance"];
            /**
             * Format: int32
             * @description How many scenes it has.
             */
            scene_count: number;
            /** @description The script it belongs to. */
            script_id: components["schemas"]["ScriptId"];
            /** @description Screenplay, treatment or outline. */
            script_type: components["schemas"]["ScriptType"];
            /** @description Where its text came from. */
            source: components["schemas"]["Source"];
            /**
             * Format: int32
             * @description How many words its text has.
             */
            word_count: number;
        };
        /** @description A version with its scenes, in their order. */
        VersionWithScenes: components["schemas"]["Version"] & {
            scenes: components["schemas"]["Scene"][];
        };
        /**
         * @description What the sky does.
         * @enum {string}
         */
        Weather: "clear" | "rain" | "snow" | "fog" | "storm" | "wind";
        /** @description The workers. */
        WorkerList: {
            /** @description All of them, by name. */
            items: components["schemas"]["WorkerSeen"][];
        };
        /** @description A worker that has registered. */
        WorkerSeen: {
            /** @description Whether that is recent: one that has been silent for three heartbeats is taken for dead. */
            alive: boolean;
            /** @description What it computes on, in words. */
            device: string;
            /** @description Whether it takes nothing more and ends when what it has is handed back. */
            draining: boolean;
            /** @description What it offers: cpu, gpu, remote. */
            engines: string[];
            /**
             * Format: date-time
             * @description When it last gave a sign of life.
             */
            heartbeat_at: string;
            /** @description Its diffusion model, if it has one. */
            image_model: string | null;
            /** @description What it has. */
            jobs: components["schemas"]["JobId"][];
            /** @description Its name. */
            name: string;
            /**
             * Format: int32
             * @description How many jobs it takes at a time.
             */
            slots: number;
            /**
             * Format: date-time
             * @description When it started.
             */
            started_at: string;
            /** @description Its version of this program. */
            version: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    list_assets: {
        parameters: {
            query?: {
                /** @description Only those of this character. */
                character?: string;
                /** @description Where the page begins: the `next_cursor` of the one before. */
                cursor?: string;
                /** @description The deleted ones, or (unless said) the others. */
                deleted?: boolean;
                /** @description How many items; at most 100. */
                limit?: number;
                /** @description Only those of this scene. */
                scene?: string;
                /** @description Only those of this script. */
                script?: string;
                /** @description Only those of this shot. */
                shot?: string;
                /** @description Only those with this tag. */
                tag?: "storyboard" | "still" | "board" | "clip" | "character" | "portrait" | "narration" | "dialogue" | "music" | "effects" | "ambience" | "mix" | "animatic" | "poster" | "thumbnail" | "exr" | "captions" | "upload" | "export";
                /** @description Only those of this type. */
                type?: "image" | "video" | "audio" | "text" | "document" | "archive";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of assets */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssetPage"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    upload_asset: {
        parameters: {
            query?: {
                /** @description The character it belongs to. */
                character?: string;
                /** @description What it is called. */
                file_name?: string;
                /** @description The scene it belongs to, which brings its script. */
                scene?: string;
                /** @description The script it belongs to. */
                script?: string;
                /** @description The shot of that scene. */
                shot?: string;
                /** @description What it is for; `upload` unless said. */
                tag?: "storyboard" | "still" | "board" | "clip" | "character" | "portrait" | "narration" | "dialogue" | "music" | "effects" | "ambience" | "mix" | "animatic" | "poster" | "thumbnail" | "exr" | "captions" | "upload" | "export";
            };
            header?: {
                /** @description Names this request: sent again within 24 h, it gets its first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description The new asset */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Asset"];
                };
            };
            /** @description the request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may look at the script, not change it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What it is to belong to is not there */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The script is archived */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file is none of those, or not what it is said to be */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The account or the studio may keep no more */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_asset: {
        parameters: {
            query?: {
                /**
                 * @description A position of the log, or a time (RFC 3339): the answer is what it was then.
                 * @example 2026-01-31T12:00:00Z
                 */
                as_of?: string;
            };
            header?: never;
            path: {
                /** @description The asset. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The asset */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Asset"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_asset: {
        parameters: {
            query?: {
                /** @description Why it is no longer wanted. */
                reason?: string;
            };
            header?: {
                /** @description The `ETag` of the state this change is meant for. */
                "If-Match"?: string;
            };
            path: {
                /** @description The asset. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The deleted asset */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Asset"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it has changed since you looked */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_asset: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the state this change is meant for. */
                "If-Match"?: string;
            };
            path: {
                /** @description The asset. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssetChange"];
            };
        };
        responses: {
            /** @description The asset as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Asset"];
                };
            };
            /** @description the request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It was deleted */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it has changed since you looked */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_asset_content: {
        parameters: {
            query?: {
                /** @description When a signed address runs out: seconds since 1970, UTC. */
                expires?: number;
                /** @description The signature of a signed address. */
                signature?: string;
            };
            header?: {
                /** @description The `ETag` of what is there already. */
                "If-None-Match"?: string | null;
                /** @description The `ETag` that the range is of. */
                "If-Range"?: string | null;
                /** @description One range of bytes, such as `bytes=0-499`. */
                Range?: string | null;
            };
            path: {
                /** @description The asset. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description The part */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description You have it already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The asset was deleted */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such part */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sign_asset_url: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again within 24 h, it gets its first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The asset. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": null | components["schemas"]["NewSignedUrl"];
            };
        };
        responses: {
            /** @description The address */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedUrl"];
                };
            };
            /** @description the request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The asset was deleted */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Credentials"];
            };
        };
        responses: {
            /** @description Signed in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description the request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again within 24 h, it gets its first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Your account */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": null | components["schemas"]["RefreshRequest"];
            };
        };
        responses: {
            /** @description Signed in again */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description the request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    register: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAccount"];
            };
        };
        responses: {
            /** @description Signed up and in */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description the request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The address has an account */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_characters: {
        parameters: {
            query?: {
                /** @description The archived ones, or (unless said) the others. */
                archived?: boolean;
                /** @description Where the page begins: the `next_cursor` of the one before. */
                cursor?: string;
                /** @description How many items; at most 100. */
                limit?: number;
                /** @description Only those whose name holds this text. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of characters */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CharacterPage"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_character: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again within 24 h, it gets its first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCharacter"];
            };
        };
        responses: {
            /** @description The new character */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Character"];
                };
            };
            /** @description the request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_character: {
        parameters: {
            query?: {
                /**
                 * @description A position of the log, or a time (RFC 3339): the answer is what it was then.
                 * @example 2026-01-31T12:00:00Z
                 */
                as_of?: string;
            };
            header?: never;
            path: {
                /** @description The character. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The character */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Character"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    archive_character: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the state this change is meant for. */
                "If-Match"?: string;
            };
            path: {
                /** @description The character. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The archived character */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Character"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it has changed since you looked */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_character: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the state this change is meant for. */
                "If-Match"?: string;
            };
            path: {
                /** @description The character. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CharacterChange"];
            };
        };
        responses: {
            /** @description The character as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Character"];
                };
            };
            /** @description the request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It is archived */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it has changed since you looked */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    draw_portrait: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again within 24 h, it gets its first answer. */
                "Idempotency-Key"?: string;
                /** @description wait=N: how many seconds to wait for the end; at most 60 */
                Prefer?: string | null;
            };
            path: {
                /** @description The character. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": null | components["schemas"]["PortraitRequest"];
            };
        };
        responses: {
            /** @description The job */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description the request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The character is archived */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restore_character: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again within 24 h, it gets its first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The character. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The character, back again */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Character"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    watch_all: {
        parameters: {
            query?: {
                /** @description Everything after this position; 0 is the beginning. `Last-Event-ID` comes first. */
                after?: number;
                /** @description Of a page of events: the `next_cursor` of the one before. */
                cursor?: string;
                /** @description Of a page of events: how many; at most 100. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPage"];
                    "text/event-stream": string;
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_jobs: {
        parameters: {
            query?: {
                /** @description Where the page begins: the `next_cursor` of the one before. */
                cursor?: string;
                /** @description Only those of this kind. */
                kind?: "generate_script" | "produce" | "time_scene" | "time_script" | "review_scene" | "review_script" | "break_down_scene" | "describe_scene" | "storyboard_scene" | "refine_shot" | "draw_portrait" | "speak_scene" | "score_scene" | "sound_scene" | "mix_scene" | "film_shot" | "film_scene" | "film_script";
                /** @description How many items; at most 100. */
                limit?: number;
                /** @description Only the nodes of this production. */
                production?: string;
                /** @description Only those of this script. */
                script_id?: string;
                /**
                 * @description Only those in one of these states, separated by commas.
                 * @example pending,queued
                 */
                state?: ("pending" | "validating" | "queued" | "running" | "completed" | "failed" | "cancelled" | "partially_completed")[];
                /** @description No nodes of productions. */
                top?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of jobs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobPage"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_job: {
        parameters: {
            query?: {
                /**
                 * @description A position of the log, or a time (RFC 3339): the answer is what it was then.
                 * @example 2026-01-31T12:00:00Z
                 */
                as_of?: string;
            };
            header?: never;
            path: {
                /** @description The job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_job: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the state this change is meant for. */
                "If-Match"?: string;
            };
            path: {
                /** @description The job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JobChange"];
            };
        };
        responses: {
            /** @description The job */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description the request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It is over */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it has changed since you looked */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancel_job: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again within 24 h, it gets its first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": null | components["schemas"]["CancelRequest"];
            };
        };
        responses: {
            /** @description The job */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description the request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    watch_job: {
        parameters: {
            query?: {
                /** @description Everything after this position; 0 is the beginning. `Last-Event-ID` comes first. */
                after?: number;
                /** @description Of a page of events: the `next_cursor` of the one before. */
                cursor?: string;
                /** @description Of a page of events: how many; at most 100. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPage"];
                    "text/event-stream": string;
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_job_graph: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The graph */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobGraph"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such job, or it is no production */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pause_job: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again within 24 h, it gets its first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It is over, or being cancelled */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_job_result: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What it made */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobResult"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It has not made anything, or not yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resume_job: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again within 24 h, it gets its first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retry_job: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again within 24 h, it gets its first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job, waiting again */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It did not fail, or nothing of it did */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_maintenance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tasks */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MaintenanceList"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You are no administrator */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_openapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The OpenAPI document of this server */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_scene: {
        parameters: {
            query?: {
                /**
                 * @description A position of the log, or a time (RFC 3339): the answer is what it was then.
                 * @example 2026-01-31T12:00:00Z
                 */
                as_of?: string;
            };
            header?: never;
            path: {
                /** @description The scene. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The scene */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scene"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_scene: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the state this change is meant for. */
                "If-Match"?: string;
            };
            path: {
                /** @description The scene. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The removed scene */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scene"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it has changed since you looked */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_scene: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the state this change is meant for. */
                "If-Match"?: string;
            };
            path: {
                /** @description The scene. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SceneChange"];
            };
        };
        responses: {
            /** @description The scene as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scene"];
                };
            };
            /** @description the request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It was removed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it has changed since you looked */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    film_scene: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again within 24 h, it gets its first answer. */
                "Idempotency-Key"?: string;
                /** @description wait=N: how many seconds to wait for the end; at most 60 */
                Prefer?: string | null;
            };
            path: {
                /** @description The scene. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": null | components["schemas"]["FilmOptions"];
            };
        };
        responses: {
            /** @description The production */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description the request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The script is archived, or the budget does not cover this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The scene is none of the newest version's */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    break_down_scene: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again within 24 h, it gets its first answer. */
                "Idempotency-Key"?: string;
                /** @description wait=N: how many seconds to wait for the end; at most 60 */
                Prefer?: string | null;
            };
            path: {
                /** @description The scene. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": null | components["schemas"]["BreakDownRequest"];
            };
        };
        responses: {
            /** @description The job */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description the request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The script is archived, the scene was removed, or the budget does not cover this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    declare_change: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again within 24 h, it gets its first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The scene. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewChange"];
            };
        };
        responses: {
            /** @description The scene with its changes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scene"];
                };
            };
            /** @description the request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The scene was removed, or has as many changes as it may */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdraw_change: {
        parameters: {
            query: {
                /** @description The character it is about, by name; the scene's set when it is left out. */
                character?: string;
                /** @description How it differs, in the words it was declared in. */
                what: string;
            };
            header?: {
                /** @description The `ETag` of the state this change is meant for. */
                "If-Match"?: string;
            };
            path: {
                /** @description The scene. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The scene with its changes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scene"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it has changed since you looked */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_consistency: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The scene. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The scores */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Consistency"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_scene_revisions: {
        parameters: {
            query?: {
                /** @description Where the page begins: the `next_cursor` of the one before. */
                cursor?: string;
                /** @description How many items; at most 100. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The scene. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of revisions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SceneRevisionPage"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_shots: {
        parameters: {
            query?: {
                /**
                 * @description A position of the log, or a time (RFC 3339): the answer is what it was then.
                 * @example 2026-01-31T12:00:00Z
                 */
                as_of?: string;
            };
            header?: never;
            path: {
                /** @description The scene. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The shots */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShotList"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_shot: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again within 24 h, it gets its first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The scene. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewShot"];
            };
        };
        responses: {
            /** @description The new shot */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shot"];
                };
            };
            /** @description the request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The scene was removed, or has as many shots as it may */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    storyboard_scene: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again within 24 h, it gets its first answer. */
                "Idempotency-Key"?: string;
                /** @description wait=N: how many seconds to wait for the end; at most 60 */
                Prefer?: string | null;
            };
            path: {
                /** @description The scene. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": null | components["schemas"]["StoryboardRequest"];
            };
        };
        responses: {
            /** @description The job */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description the request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The script is archived, the scene was removed, or the budget does not cover this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_scripts: {
        parameters: {
            query?: {
                /** @description The archived ones, or (unless said) the others. */
                archived?: boolean;
                /** @description Where the page begins: the `next_cursor` of the one before. */
                cursor?: string;
                /** @description How many items; at most 100. */
                limit?: number;
                /** @description Only those whose title or logline holds this text. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of scripts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScriptPage"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_script: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again within 24 h, it gets its first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewScript"];
            };
        };
        responses: {
            /** @description The new script */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Script"];
                };
            };
            /** @description the request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_script: {
        parameters: {
            query?: {
                /**
                 * @description A position of the log, or a time (RFC 3339): the answer is what it was then.
                 * @example 2026-01-31T12:00:00Z
                 */
                as_of?: string;
            };
            header?: never;
            path: {
                /** @description The script. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The script */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Script"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    archive_script: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the state this change is meant for. */
                "If-Match"?: string;
            };
            path: {
                /** @description The script. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The archived script */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Script"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it has changed since you looked */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_script: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the state this change is meant for. */
                "If-Match"?: string;
            };
            path: {
                /** @description The script. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScriptChange"];
            };
        };
        responses: {
            /** @description The script as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Script"];
                };
            };
            /** @description the request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Genre or tone is locked, or the script is archived */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it has changed since you looked */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    film_script: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again within 24 h, it gets its first answer. */
                "Idempotency-Key"?: string;
                /** @description wait=N: how many seconds to wait for the end; at most 60 */
                Prefer?: string | null;
            };
            path: {
                /** @description The script. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": null | components["schemas"]["FilmOptions"];
            };
        };
        responses: {
            /** @description The production */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description the request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The budget does not cover it, the script is archived, or there is nothing to make it of */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_budget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The script. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The budget and what of it is used */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Spending"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_budget: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the state this change is meant for. */
                "If-Match"?: string;
            };
            path: {
                /** @description The script. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BudgetRequest"];
            };
        };
        responses: {
            /** @description The budget and what of it is used */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Spending"];
                };
            };
            /** @description the request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The script is archived */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it has changed since you looked */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    attach_character: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the state this change is meant for. */
                "If-Match"?: string;
            };
            path: {
                /** @description The character. */
                character_id: string;
                /** @description The script. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The script with its cast */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Script"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The script is archived */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it has changed since you looked */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    detach_character: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the state this change is meant for. */
                "If-Match"?: string;
            };
            path: {
                /** @description The character. */
                character_id: string;
                /** @description The script. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The script with its cast */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Script"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The script is archived */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it has changed since you looked */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    erase_script: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again within 24 h, it gets its first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The script. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EraseRequest"];
            };
        };
        responses: {
            /** @description What was erased */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erased"];
                };
            };
            /** @description the request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    watch_script: {
        parameters: {
            query?: {
                /** @description Everything after this position; 0 is the beginning. `Last-Event-ID` comes first. */
                after?: number;
                /** @description Of a page of events: the `next_cursor` of the one before. */
                cursor?: string;
                /** @description Of a page of events: how many; at most 100. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The script. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPage"];
                    "text/event-stream": string;
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_script: {
        parameters: {
            query: {
                /** @description As what. */
                format: "fountain" | "fdx" | "pdf" | "csv" | "srt" | "vtt" | "otio" | "edl" | "contact-sheet" | "shot-list" | "zip";
                /** @description Which version, by its number; the newest unless said. */
                version?: number;
            };
            header?: never;
            path: {
                /** @description The script. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no version, or nothing to cut */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    generate_script: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again within 24 h, it gets its first answer. */
                "Idempotency-Key"?: string;
                /** @description wait=N: how many seconds to wait for the end; at most 60 */
                Prefer?: string | null;
            };
            path: {
                /** @description The script. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GenerateRequest"];
            };
        };
        responses: {
            /** @description The job */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description the request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The script is archived, or its budget does not cover this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_history: {
        parameters: {
            query?: {
                /** @description `account:UUID`, `worker:NAME`, `system`, or a kind alone; a UUID is an account. */
                actor?: string;
                /** @description Where the page begins: the `next_cursor` of the one before. */
                cursor?: string;
                /** @description How many items; at most 100. */
                limit?: number;
                /**
                 * @description This time or later.
                 * @example 2026-01-31T12:00:00Z
                 */
                since?: string;
                /** @description Event types such as `script.retitled`, or aggregates such as `scene`; several with commas. */
                type?: string;
                /**
                 * @description Before this time.
                 * @example 2026-02-01T00:00:00Z
                 */
                until?: string;
            };
            header?: never;
            path: {
                /** @description The script. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the history */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryPage"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    import_version: {
        parameters: {
            query?: {
                /** @description What the file is called. */
                file_name?: string;
                /** @description The number of the version it was written from; the newest when it is left out. */
                parent?: number;
            };
            header?: {
                /** @description Names this request: sent again within 24 h, it gets its first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The script. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description The new version */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Version"];
                };
            };
            /** @description the request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A newer version exists, or the script is archived */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file is neither text nor XML */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    produce_script: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again within 24 h, it gets its first answer. */
                "Idempotency-Key"?: string;
                /** @description wait=N: how many seconds to wait for the end; at most 60 */
                Prefer?: string | null;
            };
            path: {
                /** @description The script. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProduceRequest"];
            };
        };
        responses: {
            /** @description The production */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description the request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The budget does not cover it, the script is archived, or there is nothing to make it of */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    estimate_production: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again within 24 h, it gets its first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The script. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProduceRequest"];
            };
        };
        responses: {
            /** @description The plan and its price */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductionEstimate"];
                };
            };
            /** @description the request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The script is archived, or there is nothing to make it of */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restore_script: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again within 24 h, it gets its first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The script. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The script, back again */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Script"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_versions: {
        parameters: {
            query?: {
                /** @description A position of the log, or a time (RFC 3339): the answer is what it was then. */
                as_of?: string;
                /** @description Where the page begins: the `next_cursor` of the one before. */
                cursor?: string;
                /** @description How many items; at most 100. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The script. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of versions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionPage"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_version: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again within 24 h, it gets its first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The script. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewVersion"];
            };
        };
        responses: {
            /** @description The new version */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Version"];
                };
            };
            /** @description the request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A newer version exists, or the script is archived */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_version: {
        parameters: {
            query?: {
                /**
                 * @description A position of the log, or a time (RFC 3339): the answer is what it was then.
                 * @example 2026-01-31T12:00:00Z
                 */
                as_of?: string;
            };
            header?: never;
            path: {
                /** @description The script. */
                id: string;
                /** @description The version's number. */
                n: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The version */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionWithScenes"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_version: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the state this change is meant for. */
                "If-Match"?: string;
            };
            path: {
                /** @description The script. */
                id: string;
                /** @description The version's number. */
                n: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionChange"];
            };
        };
        responses: {
            /** @description The version as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Version"];
                };
            };
            /** @description the request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it has changed since you looked */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restore_version: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again within 24 h, it gets its first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The script. */
                id: string;
                /** @description The version's number. */
                n: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The new version */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Version"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The script is archived */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_scenes: {
        parameters: {
            query?: {
                /** @description A position of the log, or a time (RFC 3339): the answer is what it was then. */
                as_of?: string;
                /** @description Where the page begins: the `next_cursor` of the one before. */
                cursor?: string;
                /** @description How many items; at most 100. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The script. */
                id: string;
                /** @description The version's number. */
                n: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of scenes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScenePage"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_scene: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again within 24 h, it gets its first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The script. */
                id: string;
                /** @description The version's number. */
                n: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewScene"];
            };
        };
        responses: {
            /** @description The new scene */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scene"];
                };
            };
            /** @description the request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The script is archived */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    import_script: {
        parameters: {
            query?: {
                /** @description Whether who speaks becomes a character where there is none of that name; it does unless said otherwise. */
                create_characters?: boolean;
                /** @description What the file is called. */
                file_name?: string;
                /** @description Feature, series or short; a feature unless said. */
                format?: "feature" | "series" | "short";
                /** @description The genre; drama unless said. */
                genre?: "action" | "adventure" | "animation" | "comedy" | "crime" | "documentary" | "drama" | "fantasy" | "historical" | "horror" | "musical" | "mystery" | "noir" | "romance" | "science_fiction" | "thriller" | "war" | "western";
                /** @description The working title; that of the title page unless said, or else the file's name. */
                title?: string;
                /** @description The tone; neutral unless said. */
                tone?: "dark" | "light" | "suspenseful" | "comedic" | "dramatic" | "romantic" | "gritty" | "whimsical" | "melancholic" | "epic" | "satirical" | "neutral";
            };
            header?: {
                /** @description Names this request: sent again within 24 h, it gets its first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description The new script, and what was read */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportedScript"];
                };
            };
            /** @description the request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file is neither text nor XML */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_shot: {
        parameters: {
            query?: {
                /**
                 * @description A position of the log, or a time (RFC 3339): the answer is what it was then.
                 * @example 2026-01-31T12:00:00Z
                 */
                as_of?: string;
            };
            header?: never;
            path: {
                /** @description The shot. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The shot */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shot"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_shot: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the state this change is meant for. */
                "If-Match"?: string;
            };
            path: {
                /** @description The shot. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The removed shot */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shot"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It is locked, or its scene was removed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it has changed since you looked */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_shot: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the state this change is meant for. */
                "If-Match"?: string;
            };
            path: {
                /** @description The shot. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShotPatch"];
            };
        };
        responses: {
            /** @description The shot as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shot"];
                };
            };
            /** @description the request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It is locked, or its scene was removed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it has changed since you looked */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    choose_take: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the state this change is meant for. */
                "If-Match"?: string;
            };
            path: {
                /** @description The shot. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActiveTake"];
            };
        };
        responses: {
            /** @description The shot with its take */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shot"];
                };
            };
            /** @description the request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it has changed since you looked */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    film_shot: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again within 24 h, it gets its first answer. */
                "Idempotency-Key"?: string;
                /** @description wait=N: how many seconds to wait for the end; at most 60 */
                Prefer?: string | null;
            };
            path: {
                /** @description The shot. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": null | components["schemas"]["ClipOptions"];
            };
        };
        responses: {
            /** @description The job */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description the request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The shot has no frame or was removed, the script is archived, or the budget does not cover this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    move_shot: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again within 24 h, it gets its first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The shot. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShotMove"];
            };
        };
        responses: {
            /** @description The shot where it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shot"];
                };
            };
            /** @description the request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It is locked, or its scene was removed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refine_shot: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again within 24 h, it gets its first answer. */
                "Idempotency-Key"?: string;
                /** @description wait=N: how many seconds to wait for the end; at most 60 */
                Prefer?: string | null;
            };
            path: {
                /** @description The shot. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefineRequest"];
            };
        };
        responses: {
            /** @description The job */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description the request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description this is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The script is archived, the scene was removed, or the budget does not cover this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_takes: {
        parameters: {
            query?: {
                /**
                 * @description A position of the log, or a time (RFC 3339): the answer is what it was then.
                 * @example 2026-01-31T12:00:00Z
                 */
                as_of?: string;
            };
            header?: never;
            path: {
                /** @description The shot. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The takes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakeList"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description some fields are not right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_system: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description This studio */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["System"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_workers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The workers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkerList"];
                };
            };
            /** @description sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You are no administrator */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description anything else that went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
