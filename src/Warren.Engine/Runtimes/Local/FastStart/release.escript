#!/usr/bin/env escript
%%! +S 1:1 -noinput
%% Prepares what fast-started nodes run: see docs/fast-start.md.
%%
%%   view PLUGINS OUT PLUGIN...   copies the applications that a node with these plugins needs to OUT/otp and OUT/plugins,
%%                                and prints the root of the Erlang installation and the version of its runtime system
%%   boot OUT LOADED              writes OUT/warren.boot, which loads the modules named in the file LOADED at once

%% A node reads all of these from every application it looks at, and uses them for nothing but debugging.
-define(UNUSED_CHUNKS, ["Dbgi", "Docs"]).

main(["view", Plugins, Out | Wanted]) ->
    Needed = closure([rabbit | [list_to_atom(W) || W <- Wanted]], Plugins, #{}),
    maps:foreach(fun(App, {Dir, Kind, Keys}) -> copy(App, Dir, Keys, filename:join(Out, Kind)) end, Needed),
    io:format("~ts~n~ts~n", [code:root_dir(), erlang:system_info(version)]);
main(["boot", Out, LoadedFile]) ->
    {ok, Loaded} = file:consult(LoadedFile),
    {ok, Bin} = file:read_file(filename:join([code:root_dir(), "bin", "start_sasl.boot"])),
    {script, Id, Stock} = binary_to_term(Bin),
    Script = {script, Id, [own_path(Command, Out) || Command <- with_loads(Stock, Out, Loaded)]},
    ok = file:write_file(filename:join(Out, "warren.boot"), term_to_binary(Script)).

%% ---- view

closure([], _, Found) ->
    Found;
closure([App | Rest], Plugins, Found) when is_map_key(App, Found) ->
    closure(Rest, Plugins, Found);
closure([App | Rest], Plugins, Found) ->
    {Dir, Kind} = find(App, Plugins),
    {ok, [{application, App, Keys}]} = file:consult(filename:join([Dir, "ebin", atom_to_list(App) ++ ".app"])),
    Needs = [N || Key <- [applications, included_applications], N <- proplists:get_value(Key, Keys, [])],
    closure(Needs ++ Rest, Plugins, Found#{App => {Dir, Kind, Keys}}).

find(App, Plugins) ->
    case filelib:wildcard(filename:join(Plugins, atom_to_list(App) ++ "-*/ebin")) of
        [Ebin] -> {filename:dirname(Ebin), "plugins"};
        [] -> {code:lib_dir(App), "otp"}
    end.

%% Boot steps, feature flags and the like are module attributes, which a node seeks by loading every module that an .app
%% file lists. So only modules of RabbitMQ that have attributes are listed, and none of others.
copy(App, Dir, Keys, Out) ->
    To = filename:join(Out, filename:basename(Dir)),
    Ebin = filename:join(To, "ebin"),
    ok = filelib:ensure_dir(filename:join(Ebin, "file")),
    Modules = [copy_module(Beam, Ebin) || Beam <- filelib:wildcard(filename:join([Dir, "ebin", "*.beam"]))],
    Listed = [Module || {Module, true} <- Modules, lists:prefix("rabbit", atom_to_list(App))],
    Resource = {application, App, lists:keystore(modules, 1, Keys, {modules, Listed})},
    ok = file:write_file(filename:join(Ebin, atom_to_list(App) ++ ".app"), io_lib:format("~tp.~n", [Resource])),
    case filelib:is_dir(filename:join(Dir, "priv")) of
        true -> ok = file:make_symlink(filename:join(Dir, "priv"), filename:join(To, "priv"));
        false -> ok
    end.

%% "Attr" and "CInf" stay, unlike with beam_lib:strip: the PLAIN mechanism and the management plugin need them.
copy_module(Beam, Ebin) ->
    {ok, Module, Chunks} = beam_lib:all_chunks(Beam),
    {ok, Bin} = beam_lib:build_module([Chunk || {Name, _} = Chunk <- Chunks, not lists:member(Name, ?UNUSED_CHUNKS)]),
    ok = file:write_file(filename:join(Ebin, filename:basename(Beam)), Bin),
    {ok, {Module, [{attributes, Attributes}]}} = beam_lib:chunks(Beam, [attributes]),
    {Module, lists:any(fun({Name, _}) -> Name =/= vsn end, Attributes)}.

%% ---- boot

%% In interactive mode the boot loads only what stands before kernel_load_completed.
with_loads([{kernel_load_completed} | _] = Rest, Out, Loaded) ->
    loads(Out, Loaded) ++ Rest;
with_loads([{preLoaded, Modules} = Command | Rest], Out, Loaded) ->
    [Command | with_loads(Rest, Out, Loaded -- Modules)];
with_loads([{primLoad, Modules} = Command | Rest], Out, Loaded) ->
    [Command | with_loads(Rest, Out, Loaded -- Modules)];
with_loads([Command | Rest], Out, Loaded) ->
    [Command | with_loads(Rest, Out, Loaded)].

loads(Out, Loaded) ->
    Files = maps:from_list(
        [{list_to_atom(filename:basename(Beam, ".beam")), Beam} || Beam <- filelib:wildcard(filename:join(Out, "{otp,plugins}/*/ebin/*.beam"))]),
    Wanted = [Module || Module <- lists:usort(Loaded), is_map_key(Module, Files), may_preload(Module, maps:get(Module, Files))],
    ByFolder = maps:groups_from_list(fun(Module) -> filename:dirname(maps:get(Module, Files)) end, Wanted),
    lists:append([[{path, [Folder]}, {primLoad, Modules}] || {Folder, Modules} <- maps:to_list(ByFolder)]).

%% A module that runs code when it is loaded (crypto and others with native parts) crashes nodes now and then this way.
may_preload(Module, Beam) ->
    {ok, Bin} = file:read_file(Beam),
    not erlang:has_prepared_code_on_load(erlang:prepare_loading(Module, Bin)).

own_path({path, Folders}, Out) ->
    {path, [own_folder(Folder, Out) || Folder <- Folders]};
own_path(Command, _) ->
    Command.

own_folder("$ROOT/lib/" ++ Rest, Out) ->
    filename:join([Out, "otp", Rest]);
own_folder(Folder, _) ->
    Folder.
