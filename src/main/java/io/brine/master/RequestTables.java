package io.brine.master;

import io.brine.channel.Reply;
import java.util.LinkedHashMap;
import java.util.Map;

/** The two tables of {@link RequestRouter}, in the order of PROTOCOL 6.2.2 and 6.3. */
final class RequestTables {
    private RequestTables() {}

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

    static Map<String, RequestHandler> clear(Handlers handlers) {
        Map<String, RequestHandler> table = new LinkedHashMap<>();
        table.put("_auth", handlers.auth());
        table.put("ping", (caller, load) -> new Reply.Clear(load));
        table.put("publish", handlers.publish());
        table.put("mk_token", handlers.people()::makeToken);
        table.put("get_token", handlers.people()::getToken);
        table.put("runner", handlers.people()::runner);
        table.put("wheel", handlers.people()::wheel);
        return table;
    }

    static Map<String, RequestHandler> encrypted(Handlers handlers, Proof proof) {
        Map<String, RequestHandler> table = new LinkedHashMap<>();
        table.put("_return", handlers.returns());
        table.put("_syndic_return", (caller, load) -> handlers.syndics().handle(load));
        table.put("_minion_event", proof.required("_minion_event", handlers.events()));
        table.put("_pillar", handlers.pillar());
        table.put("_master_opts", (caller, load) -> handlers.options().masterOptions(load));
        table.put("_master_tops", proof.required("_master_tops", handlers.options()::tops));
        table.put("_ext_nodes", proof.required("_ext_nodes", handlers.options()::tops));
        table.put("_mine_get", proof.required("_mine_get", handlers.mine()::get));
        table.put("_mine", proof.required("_mine", handlers.mine()::store));
        table.put("_mine_delete", proof.required("_mine_delete", handlers.mine()::delete));
        table.put("_mine_flush", proof.required("_mine_flush", handlers.mine()::flush));
        table.put("_file_recv", proof.required("_file_recv", handlers.files()::receive));
        table.put("minion_pub", proof.required("minion_pub", handlers.peers()::publish));
        table.put("pub_ret", proof.required("pub_ret", handlers.peers()::returns));
        table.put("minion_runner", proof.required("minion_runner", handlers.peers()::run));
        table.put("revoke_auth", proof.required("revoke_auth", new Reply.Encrypted(false), handlers.revoke()));
        handlers.files().addTo(table);
        return table;
    }
}
