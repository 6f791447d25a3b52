package io.brine.master;

import static io.brine.master.RequestKind.AUTH;
import static io.brine.master.RequestKind.COMMAND;
import static io.brine.master.RequestKind.EVENT;
import static io.brine.master.RequestKind.FILE;
import static io.brine.master.RequestKind.LOGIN;
import static io.brine.master.RequestKind.PILLAR;
import static io.brine.master.RequestKind.RETURN;

import io.brine.channel.Reply;
import java.util.LinkedHashMap;
import java.util.Map;

/** The two tables of {@link RequestRouter}, in the order of PROTOCOL 6.2.2 and 6.3: what kind of work, and who does it. */
final class RequestTables {
    private RequestTables() {}

    /** A command's kind, which says where it waits, and its handler. */
    record Route(RequestKind kind, RequestHandler handler) {}

    /** Everything that answers somebody. */
    record Handlers(
            AuthHandler auth,
            PublishHandler publish,
            PersonHandlers people,
            ReturnHandler returns,
            SyndicReturnHandler syndics,
            MinionEventHandler events,
            MineHandlers mine,
            PeerHandlers peers,
            FileHandlers files,
            PillarHandler pillar,
            OptionHandlers options,
            RevokeHandler revoke) {}

    static Map<String, Route> clear(Handlers handlers) {
        Map<String, Route> table = new LinkedHashMap<>();
        table.put("_auth", new Route(AUTH, handlers.auth()));
        table.put("ping", new Route(COMMAND, (caller, load) -> new Reply.Clear(load)));
        table.put("publish", new Route(COMMAND, handlers.publish()));
        table.put("mk_token", new Route(LOGIN, handlers.people()::makeToken));
        table.put("get_token", new Route(COMMAND, handlers.people()::getToken));
        table.put("runner", new Route(COMMAND, handlers.people()::runner));
        table.put("wheel", new Route(COMMAND, handlers.people()::wheel));
        return table;
    }

    static Map<String, Route> encrypted(Handlers handlers, Proof proof) {
        Map<String, Route> table = new LinkedHashMap<>();
        table.put("_return", new Route(RETURN, handlers.returns()));
        table.put("_syndic_return", new Route(RETURN, handlers.syndics()::handle));
        table.put("_minion_event", new Route(EVENT, proof.required("_minion_event", handlers.events())));
        table.put("_pillar", new Route(PILLAR, handlers.pillar()));
        table.put(
                "_master_opts",
                new Route(COMMAND, (caller, load) -> handlers.options().masterOptions(load)));
        table.put("_master_tops", new Route(COMMAND, proof.required("_master_tops", handlers.options()::tops)));
        table.put("_ext_nodes", new Route(COMMAND, proof.required("_ext_nodes", handlers.options()::tops)));
        table.put("_mine_get", new Route(COMMAND, proof.required("_mine_get", handlers.mine()::get)));
        table.put("_mine", new Route(COMMAND, proof.required("_mine", handlers.mine()::store)));
        table.put("_mine_delete", new Route(COMMAND, proof.required("_mine_delete", handlers.mine()::delete)));
        table.put("_mine_flush", new Route(COMMAND, proof.required("_mine_flush", handlers.mine()::flush)));
        table.put("_file_recv", new Route(FILE, proof.required("_file_recv", handlers.files()::receive)));
        table.put("minion_pub", new Route(COMMAND, proof.required("minion_pub", handlers.peers()::publish)));
        table.put("pub_ret", new Route(COMMAND, proof.required("pub_ret", handlers.peers()::returns)));
        table.put("minion_runner", new Route(COMMAND, proof.required("minion_runner", handlers.peers()::run)));
        table.put(
                "revoke_auth",
                new Route(COMMAND, proof.required("revoke_auth", new Reply.Encrypted(false), handlers.revoke())));
        handlers.files().handlers().forEach((cmd, handler) -> table.put(cmd, new Route(FILE, handler)));
        return table;
    }
}
